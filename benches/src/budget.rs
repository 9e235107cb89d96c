//! What the figures are to be, and whether they are.

use crate::measure::Row;

/// The rows of one run.
#[derive(Clone, Copy)]
pub(crate) struct Figures<'a>(pub(crate) &'a [Row]);

impl<'a> Figures<'a> {
    fn row(self, path: &str, column: &str, candidate: &str) -> Option<&'a Row> {
        let row = |row: &&Row| (row.path, row.column, row.candidate) == (path, column, candidate);
        self.0.iter().find(row)
    }

    fn value(self, path: &str, column: &str, candidate: &str) -> Option<f64> {
        self.row(path, column, candidate).map(|row| row.median)
    }

    /// How many times as much one takes as another does.
    fn ratio(self, one: [&str; 3], other: [&str; 3]) -> Option<f64> {
        let [one, other] = [one, other].map(|[path, column, name]| self.value(path, column, name));
        Some(one? / other?)
    }
}

/// A figure, and what it may be.
struct Line {
    what: &'static str,
    figure: fn(Figures<'_>) -> Option<f64>,
    limit: Limit,
}

enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

use Limit::{AtLeast, AtMost};

impl Line {
    const fn new(what: &'static str, figure: fn(Figures<'_>) -> Option<f64>, limit: Limit) -> Self {
        Self {
            what,
            figure,
            limit,
        }
    }
}

const OURS: &str = "asyncify";
const GENERATED: &str = "asyncify, generated";
const HEAP: &str = "once heap at 1,000,000 pending";
const COPY: &str = "memcpy to a ring";

/// A payload of the measured calls, in bytes.
const PAYLOAD: f64 = 8.0;

const BUDGET: &[Line] = &[
    Line::new(
        "once pending, × tokio oneshot",
        |f| f.row("once pending", "", OURS)?.to_tokio,
        AtMost(0.35),
    ),
    Line::new(
        "once pending, allocations",
        |f| f.value("once pending", "allocations", OURS),
        AtMost(0.0),
    ),
    Line::new(
        "once heap at 1,000,000 pending besides the payload, B",
        |f| Some(f.value(HEAP, "", OURS)? - PAYLOAD),
        AtMost(40.0),
    ),
    Line::new(
        "events bounded, × tokio mpsc",
        |f| f.row("events bounded", "", OURS)?.to_tokio,
        AtLeast(7.0),
    ),
    Line::new(
        "events bounded, × the best peer",
        |f| f.row("events bounded", "", OURS)?.to_best_peer,
        AtLeast(1.0),
    ),
    Line::new(
        "events unbounded, × the best peer",
        |f| f.row("events unbounded", "", OURS)?.to_best_peer,
        AtLeast(1.0),
    ),
    Line::new(
        "frames awake, ns",
        |f| f.value("frames awake", "", OURS),
        AtMost(150.0),
    ),
    Line::new(
        "frames awake, × memcpy",
        |f| f.ratio(["frames awake", "", OURS], ["frames awake", "", COPY]),
        AtMost(2.0),
    ),
    Line::new(
        "frames asleep, ns",
        |f| f.value("frames asleep", "", OURS),
        AtMost(1_000.0),
    ),
    Line::new(
        "frames asleep, p99, ns",
        |f| f.value("frames asleep", "p99", OURS),
        AtMost(5_000.0),
    ),
    Line::new(
        "frames asleep, allocations",
        |f| f.value("frames asleep", "allocations", OURS),
        AtMost(0.0),
    ),
    Line::new(
        "frames asleep, system calls",
        |f| f.value("frames asleep", "system calls", OURS),
        AtMost(0.0),
    ),
    Line::new(
        "once through an API, generated × by hand",
        |f| {
            let path = "once through an API";
            f.ratio([path, "", GENERATED], [path, "", OURS])
        },
        AtMost(1.1),
    ),
    Line::new(
        "events bounded, generated × by hand",
        |f| {
            f.ratio(
                ["events bounded", "", GENERATED],
                ["events bounded", "", OURS],
            )
        },
        AtLeast(0.9),
    ),
    Line::new(
        "frames awake, generated × by hand",
        |f| f.ratio(["frames awake", "", GENERATED], ["frames awake", "", OURS]),
        AtMost(1.1),
    ),
    Line::new(
        "1,000,000 calls pending, × 1,000",
        |f| {
            f.ratio(
                ["scale 1,000,000 calls", "", OURS],
                ["scale 1,000 calls", "", OURS],
            )
        },
        AtMost(1.5),
    ),
    Line::new(
        "1,000,000 calls, memory kept, B",
        |f| f.value("scale 1,000,000 calls", "kept", OURS),
        AtMost(65_536.0),
    ),
    Line::new(
        "10,000 streams, × 100",
        |f| {
            f.ratio(
                ["scale 10,000 streams", "", OURS],
                ["scale 100 streams", "", OURS],
            )
        },
        AtMost(1.5),
    ),
    Line::new(
        "10,000 streams, memory kept, B",
        |f| f.value("scale 10,000 streams", "kept", OURS),
        AtMost(65_536.0),
    ),
    Line::new(
        "what the attribute adds to the build of a function, ms",
        |f| {
            let path = "compile annotated functions";
            Some(f.value(path, "", "annotated")? - f.value(path, "", "written by hand")?)
        },
        AtMost(2.0),
    ),
    Line::new(
        "of that the expansion, ms",
        |f| f.value("compile annotated functions", "expansion", "annotated"),
        AtMost(2.0),
    ),
    Line::new(
        "a build from scratch, × syn, quote and proc-macro2",
        |f| f.row("compile from scratch", "", OURS)?.to_best_peer,
        AtMost(1.3),
    ),
];

/// A line for each part of the budget that was measured, as a Markdown table.
pub(crate) fn table(figures: Figures<'_>) -> String {
    let header = "\n| budget | measured | limit | |\n|---|---:|---:|---|\n".to_owned();
    BUDGET.iter().fold(header, |text, line| {
        let Some(figure) = (line.figure)(figures) else {
            return text;
        };
        let (sign, limit, holds) = match line.limit {
            AtMost(limit) => ("≤", limit, figure <= limit),
            AtLeast(limit) => ("≥", limit, figure >= limit),
        };
        let verdict = if holds { "holds" } else { "**missed**" };
        text + &format!(
            "| {} | {figure:.2} | {sign} {limit} | {verdict} |\n",
            line.what
        )
    })
}
