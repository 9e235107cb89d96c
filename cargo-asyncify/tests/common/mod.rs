//! Runs the program.

#![allow(dead_code, reason = "each test uses a part")]

use std::path::Path;
use std::process::Command;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-asyncify");

/// How it ended, and what it said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// It could not work with what it was given, and said so in this line.
    pub(crate) fn refused(message: &str) -> Ran {
        Ran {
            code: 3,
            stdout: String::new(),
            stderr: format!("error: {message}\n"),
        }
    }
}

pub(crate) fn run(folder: impl AsRef<Path>, args: &[&str]) -> Ran {
    let output = Command::new(PROGRAM)
        .arg("asyncify")
        .args(args)
        .current_dir(folder)
        // As on many a server; what cargo says is told without its colours.
        .env("CARGO_TERM_COLOR", "always")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program runs");
    Ran {
        code: output.status.code().expect("no signal ended it"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}
