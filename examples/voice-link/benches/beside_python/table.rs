//! What came out, as docs/benchmarks/voice-link.md has it.

use std::fmt;
use std::fs;
use std::process::Command;

use crate::{Args, Candidate, Figures, Heard, Spread};

const ABOUT: &str = "\
# The voice link beside Python

The client of [examples/voice-link](../../examples/voice-link), which is built on asyncify, cpal and
tokio-tungstenite, and [the same in Python](../../examples/voice-link/python), on sounddevice, asyncio
and websockets. Both send one virtual microphone in frames of 20 ms to the same server on this
machine, and get a message every 7 ms: a PulseAudio null sink at 48 kHz, reached through ALSA, whose
samples count up. Each client has a loop of one thread, quiet or with 1,000 other tasks, each of which
sleeps for 20 ms, over and over. `cargo xtask bench voice-link` writes this table.

* *callback to socket*: from when the callback got the block that completes a frame, until the call that
  wrote the frame's last byte to the socket has returned. Each client takes it, and prints it at its end.
* *message to handler*: from when the server sent a message until the client's handler was called.
  p50 and p99 are medians over the rounds, worst is the worst of all.
* *lost*: frames that the client says it has lost. *missing*: frames that the server misses, because
  the samples have not gone on counting; the first second is not looked at.
";

pub(crate) struct Document<'a>(pub(crate) &'a Args, pub(crate) &'a [Candidate]);

impl fmt::Display for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(args, candidates) = self;
        writeln!(f, "{ABOUT}\n{}\n", circumstances(args))?;
        writeln!(
            f,
            "| client | other tasks | callback to socket, µs: p50 | p99 | worst | message to handler, µs: \
             p50 | p99 | worst | frames sent | lost | missing |"
        )?;
        write!(f, "|---|{}", "---:|".repeat(10))?;
        for candidate in *candidates {
            write!(f, "\n{}", Row(candidate))?;
        }
        Ok(())
    }
}

struct Row<'a>(&'a Candidate);

impl Row<'_> {
    /// Over all turns: the medians of the percentiles, and the worst.
    fn spread(&self, of: fn(&Figures) -> &Spread) -> String {
        let turns = || self.0.turns.iter().map(|(figures, _)| of(figures));
        let middle = |values: Vec<f64>| {
            let mut values = values;
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let (p50, p99) = (
            middle(turns().map(|spread| spread.p50).collect()),
            middle(turns().map(|spread| spread.p99).collect()),
        );
        let worst = turns().map(|spread| spread.max).fold(0.0, f64::max);
        format!("{p50:.0} | {p99:.0} | {worst:.0}")
    }

    fn sum(&self, of: fn(&Figures, &Heard) -> u64) -> u64 {
        let turns = self.0.turns.iter();
        turns.map(|(figures, heard)| of(figures, heard)).sum()
    }
}

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Samples in a frame.
        const FRAME: f64 = 960.0;
        write!(
            f,
            "| {} | {} | {} | {} | {} | {} | {:.1} |",
            self.0.name,
            self.0.load,
            self.spread(|figures| &figures.out_us),
            self.spread(|figures| &figures.in_us),
            self.sum(|figures, _| figures.sent),
            self.sum(|figures, _| figures.lost),
            self.sum(|_, heard| heard.missing) as f64 / FRAME,
        )
    }
}

/// The day, the machine and the programs.
fn circumstances(args: &Args) -> String {
    let printed = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        let text = output.map_or_else(|_| Vec::new(), |output| output.stdout);
        String::from_utf8_lossy(&text).trim().to_owned()
    };
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1))
        .unwrap_or("a processor");
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let python = std::env::var("ASYNCIFY_PYTHON").unwrap_or_default();
    format!(
        "{}: {count} × {model}, Linux {}, {}. {} rounds of {} s each, taking turns.",
        printed("date", &["+%F"]),
        kernel.split(['-', '\n']).next().unwrap_or_default(),
        printed(&python, &["--version"]),
        args.rounds,
        args.seconds,
    )
}
