//! `cargo asyncify`: finds the callback APIs of a crate, writes their async bindings, and shows what
//! `#[asyncify]` writes.
//!
//! A scan goes through the modules in this order; `generate` adds one step:
//!
//! | module | from | to |
//! |---|---|---|
//! | `crates` | what was asked for | `Package`: where the sources are, and how configured |
//! | `source` | a package | `Library`: its modules, without what the configuration leaves out |
//! | `resolve` | a name in a module | its definition, and the public path of that |
//! | `find` | a library | `Candidate`s: what takes a callback |
//! | `declare` | a candidate | `Declaration`: bodiless, annotated |
//! | `config` | `asyncify.toml` | decisions, which change declarations |
//! | `judge` | a declaration | `Verdict`: what the macro makes of it |
//! | `report` | verdicts | a table, or JSON |
//! | `generate` | declarations | a module |

#![warn(
    clippy::print_stdout,
    reason = "it panics where nobody reads on: `output::print`"
)]

mod arguments;
mod c;
mod cli;
mod completions;
mod config;
mod crates;
mod declare;
mod expand;
mod explain;
mod failure;
mod find;
mod generate;
mod judge;
mod man;
mod model;
mod near;
mod output;
mod paths;
mod pattern;
mod progress;
mod report;
mod resolve;
mod source;
mod syntax;

use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;

use clap::Parser;

use crate::cli::{Cli, Command};
pub use crate::failure::Failure;

/// Runs the program with these arguments, its name first.
///
/// As a subcommand of cargo's it gets its own name as the first one once more, which is left out.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<_> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|word| word == "asyncify") {
        arguments.remove(1);
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to the standard output, mistakes to the standard error.
            let _ = error.print();
            return ExitCode::from(error.exit_code().clamp(0, 2) as u8);
        }
    };
    match with_room(|| command(&cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            for line in failure.lines() {
                output::note(format_args!("error: {line}"));
            }
            ExitCode::from(failure.code())
        }
    }
}

fn command(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Scan(args) => report::scan(args),
        Command::Generate(args) => generate::run(args),
        Command::Expand(args) => expand::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

/// Runs it on a thread with a large stack: syntax is walked by recursion, and somebody else wrote it.
fn with_room(work: impl FnOnce() -> Result<(), Failure> + Send) -> Result<(), Failure> {
    // What is not used costs nothing.
    const STACK: usize = 256 << 20;
    thread::scope(|scope| {
        let started = thread::Builder::new()
            .name(String::from("cargo-asyncify"))
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map_err(|error| Failure::input(format_args!("no thread can be started: {error}")))?;
        match started.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
