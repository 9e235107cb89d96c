//! The standard output, and remarks beside it.

use std::fmt;
use std::io::{self, Write};

use crate::Failure;

/// Writes to the standard output what a command has to say, in colours if that is a terminal that
/// wants them.
///
/// A reader that has seen enough, as `head` has, ends the command without a word: that is what the
/// failure says then, and the exit code is 0.
pub(crate) fn print(text: impl fmt::Display) -> Result<(), Failure> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    match write!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::silent()),
        Err(error) => Err(Failure::input(format!(
            "the output can't be written: {error}"
        ))),
    }
}

/// Tells on the standard error what is worth knowing.
pub(crate) fn note(text: impl fmt::Display) {
    // Nothing is lost where nobody hears it.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Tells on the standard error what is probably not as it should be.
pub(crate) fn warn(text: impl fmt::Display) {
    note(format_args!("warning: {text}"));
}
