//! A picture of the figures.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::measure::{Role, Row};

type Drawn = Result<(), Box<dyn std::error::Error>>;

/// The paths that are drawn, a panel each, and what their bars are of.
const PANELS: [(&str, &str); 6] = [
    (
        "once pending",
        "a call on one thread: nanoseconds, less is better",
    ),
    (
        "once heap at 1,000,000 pending",
        "heap of a pending call: bytes, less is better",
    ),
    (
        "events bounded",
        "1,024 at most, between threads: million items a second, more is better",
    ),
    (
        "events unbounded",
        "between threads: million items a second, more is better",
    ),
    (
        "frames awake",
        "a callback with 3,840 bytes: nanoseconds, less is better",
    ),
    (
        "frames asleep",
        "the same, the task asleep: nanoseconds, less is better",
    ),
];

const WIDTH: u32 = 1_200;
const COLUMNS: usize = 2;
const NAMES: i32 = 215;
const BARS: i32 = 300;
const LINE: i32 = 20;
const MARGIN: i32 = 16;
const HEADER: i32 = 56;

/// An SVG of all panels whose paths were measured.
pub(crate) fn svg(rows: &[Row]) -> Result<String, Box<dyn std::error::Error>> {
    let panels: Vec<(&str, &str, Vec<&Row>)> = (PANELS.iter())
        .map(|(path, about)| (*path, *about, bars(rows, path)))
        .filter(|(.., bars)| !bars.is_empty())
        .collect();
    let lines: Vec<&[_]> = panels.chunks(COLUMNS).collect();
    let height = |line: &&[(&str, &str, Vec<&Row>)]| {
        let most = line.iter().map(|(.., bars)| bars.len()).max().unwrap_or(0);
        HEADER + most as i32 * LINE + 2 * MARGIN
    };
    let total: i32 = lines.iter().map(height).sum();
    let mut text = String::new();
    {
        let root = SVGBackend::with_string(&mut text, (WIDTH, total as u32)).into_drawing_area();
        root.fill(&WHITE)?;
        let mut top = 0;
        for line in &lines {
            for (column, (path, about, bars)) in line.iter().enumerate() {
                let left = MARGIN + (column as i32) * (WIDTH as i32 / COLUMNS as i32);
                panel(&root, (left, top + MARGIN), (path, about), bars)?;
            }
            top += height(line);
        }
        root.present()?;
    }
    Ok(text)
}

/// The best first.
fn bars<'a>(rows: &'a [Row], path: &str) -> Vec<&'a Row> {
    let mut bars: Vec<&Row> = (rows.iter())
        .filter(|row| row.path == path && row.column.is_empty())
        .collect();
    bars.sort_by(|one, other| match one.is_rate() {
        true => other.median.total_cmp(&one.median),
        false => one.median.total_cmp(&other.median),
    });
    bars
}

fn panel(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    (left, top): (i32, i32),
    (path, about): (&str, &str),
    bars: &[&Row],
) -> Drawn {
    let ink = RGBColor(40, 40, 40);
    let text = |size: i32| ("sans-serif", size).into_font().color(&ink);
    let right = Pos::new(HPos::Right, VPos::Center);
    let start = Pos::new(HPos::Left, VPos::Center);
    area.draw(&Text::new(path.to_owned(), (left, top), text(17)))?;
    area.draw(&Text::new(about.to_owned(), (left, top + 22), text(12)))?;
    let largest = bars.iter().map(|row| row.median).fold(0.0, f64::max);
    for (index, row) in bars.iter().enumerate() {
        let middle = top + HEADER + index as i32 * LINE;
        let zero = left + NAMES;
        let length = (row.median / largest * f64::from(BARS)).round() as i32;
        let colour = match row.role {
            Role::Ours => RGBColor(214, 90, 30),
            Role::Tokio => RGBColor(70, 110, 170),
            Role::Peer => RGBColor(150, 175, 205),
            Role::Floor => RGBColor(205, 205, 205),
        };
        let bar = [(zero, middle - 7), (zero + length.max(1), middle + 7)];
        area.draw(&Rectangle::new(bar, colour.filled()))?;
        let name = Text::new(row.candidate, (zero - 6, middle), text(12).pos(right));
        area.draw(&name)?;
        let number = crate::report::number(row.median);
        let number = Text::new(number, (zero + length + 6, middle), text(12).pos(start));
        area.draw(&number)?;
    }
    Ok(())
}
