//! Measures `cargo asyncify` on the libraries of `crates.toml`, and writes docs/survey.md.

mod beside;
mod count;
mod list;
mod measure;
mod page;
mod tool;
mod workshop;

use std::process::ExitCode;

use clap::Parser;

use crate::measure::{Compiles, Counted, Measured};
use crate::tool::Tool;

/// What `cargo asyncify` finds and writes for libraries that nobody tuned it for
#[derive(Parser)]
#[command(name = "cargo xtask survey", bin_name = "cargo xtask survey")]
struct Cli {
    /// Only these; what is measured is shown, and not written
    crates: Vec<String>,
    /// Only say whether docs/survey.md is up to date
    #[arg(long, conflicts_with = "crates")]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<(), String> {
    let entries = list::read(&cli.crates)?;
    let tool = Tool::build()?;
    let mut all = Vec::new();
    for entry in &entries {
        let measured =
            measure::measure(entry, &tool).map_err(|error| format!("{}: {error}", entry.name))?;
        eprintln!("{}", page::summary(&measured));
        all.push(measured);
    }
    let page = page::page(&all);
    if !cli.crates.is_empty() {
        print!("{page}");
        all.iter().for_each(show_errors);
        return Ok(());
    }
    let file = workshop::root().join("docs/survey.md");
    if !cli.check {
        all.iter().try_for_each(keep_list)?;
        return workshop::write(&file, &page);
    }
    if page::comparable(&page) == page::comparable(&workshop::read(&file)?) {
        return Ok(());
    }
    Err("docs/survey.md is not what is measured: run `cargo xtask survey`".to_owned())
}

/// What is found is kept as a list, too: a test sees to it that no change of the scan loses any.
fn keep_list(one: &Measured) -> Result<(), String> {
    let line = |one: &Counted| {
        let word = if one.is_found { "found" } else { "missed" };
        format!("{word} {}\n", one.path)
    };
    let list: String = one.findings.counted.iter().map(line).collect();
    let name = format!("tests/survey/functions/{}.txt", one.name);
    workshop::write(&workshop::root().join(name), &list)
}

fn show_errors(one: &Measured) {
    if let Compiles::No(errors) = &one.compiles {
        eprintln!(
            "{}: the generated module does not compile:\n{errors}",
            one.name
        );
    }
}
