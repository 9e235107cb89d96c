//! What goes wrong, in one line.

use std::fmt;

/// Why a command could not do its work: one line, and the exit code.
#[derive(Debug)]
pub struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// What was asked for differs from what is there: exit code 1.
    pub fn difference(message: impl fmt::Display) -> Failure {
        Failure::with(message, 1)
    }

    /// What was given can't be worked with: exit code 3.
    pub fn input(message: impl fmt::Display) -> Failure {
        Failure::with(message, 3)
    }

    fn with(message: impl fmt::Display, code: u8) -> Failure {
        // Causes such as those of a parser span several lines.
        let message = message.to_string();
        let lines: Vec<_> = message.lines().map(str::trim).collect();
        Failure {
            message: lines.join(" "),
            code,
        }
    }

    /// The program's exit code.
    pub fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
