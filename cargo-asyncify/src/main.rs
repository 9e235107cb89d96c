//! `cargo asyncify`

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_asyncify::run(std::env::args_os())
}
