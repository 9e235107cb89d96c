//! Lines for people.

use std::fmt::Display;
use std::io::{Write, stderr, stdout};

/// What the program is for: standard output. A closed pipe is no reason to stop.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(stdout(), "{line}");
}

/// What goes on besides: standard error.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}
