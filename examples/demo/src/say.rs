//! Lines on standard output.

use std::fmt::Display;
use std::io::{Write, stdout};

/// Prints a line. A closed pipe or terminal is no reason to stop capturing.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(stdout(), "{line}");
}
