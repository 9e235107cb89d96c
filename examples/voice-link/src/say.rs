//! Lines for people, which a thread of its own writes: a terminal that stands still must not stop the
//! loop.

use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many lines wait for the terminal. What comes then is left out.
const WAITING: usize = 1024;

/// Erases the line that the cursor is in.
const ERASE: &str = "\r\x1b[K";

static LINES: LazyLock<SyncSender<Line>> = LazyLock::new(|| {
    let (lines, waiting) = sync_channel(WAITING);
    thread::spawn(move || write(&waiting));
    lines
});

enum Line {
    Said(String),
    Noted(String),
    Status(String),
    /// Tells when all before it has been written.
    End(SyncSender<()>),
}

/// What the program is for: standard output.
pub(crate) fn say(line: impl Display) {
    let _ = LINES.try_send(Line::Said(line.to_string()));
}

/// What goes on besides: standard error.
pub(crate) fn note(line: impl Display) {
    let _ = LINES.try_send(Line::Noted(line.to_string()));
}

/// Whether there is a terminal for [`status`].
pub(crate) fn has_status() -> bool {
    stderr().is_terminal()
}

/// How it goes: the last line of the terminal, in place of what it was before.
pub(crate) fn status(line: impl Display) {
    let _ = LINES.try_send(Line::Status(line.to_string()));
}

/// Waits until all is written.
pub(crate) fn finish() {
    let (done, is_done) = sync_channel(1);
    if LINES.send(Line::End(done)).is_ok() {
        let _ = is_done.recv();
    }
}

/// A closed pipe is no reason to stop: what cannot be written is not.
fn write(lines: &Receiver<Line>) {
    let mut status = String::new();
    for line in lines {
        if !status.is_empty() {
            let _ = write!(stderr(), "{ERASE}");
        }
        match line {
            Line::Said(line) => drop(writeln!(stdout(), "{line}")),
            Line::Noted(line) => drop(writeln!(stderr(), "{line}")),
            Line::Status(line) => status = line,
            Line::End(done) => {
                status.clear();
                let _ = done.send(());
            }
        }
        let _ = write!(stderr(), "{status}");
    }
}
