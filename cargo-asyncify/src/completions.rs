//! `cargo asyncify completions`

use clap::CommandFactory;
use clap_complete::Shell;

use crate::Failure;
use crate::cli::{Cli, Completions};
use crate::output;

pub(crate) fn run(args: &Completions) -> Result<(), Failure> {
    output::print(script(args.shell))?;
    output::print(through_cargo(args.shell))
}

fn script(shell: Shell) -> String {
    // In bash, a name with a hyphen would lose its subcommands.
    let name = match shell {
        Shell::Bash => "cargo_asyncify",
        _ => "cargo-asyncify",
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), name, &mut script);
    let script = String::from_utf8_lossy(&script);
    script.replace("-o default cargo_asyncify\n", "-o default cargo-asyncify\n")
}

/// What completes `cargo asyncify` by the completions of `cargo-asyncify`, and leaves the rest to
/// those of cargo itself.
fn through_cargo(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("completions/cargo.bash"),
        Shell::Elvish => include_str!("completions/cargo.elv"),
        Shell::Fish => include_str!("completions/cargo.fish"),
        // Cargo's completions in zsh ask those of the subcommand by themselves.
        _ => "",
    }
}
