//! `cargo xtask bench`: the bridge beside its peers, in one run.

mod alloc;
mod events;
mod frames;
mod measure;
mod once;
mod report;
mod wake;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use measure::{Effort, Path};

#[global_allocator]
static ALLOCATOR: alloc::Counting = alloc::Counting;

/// Measures asyncify beside what people write by hand
#[derive(Parser)]
struct Cli {
    /// Fewer rounds, and shorter ones
    #[arg(long)]
    quick: bool,
    /// Also write the rows to a file, an object a line
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measure only the paths whose name begins so
    #[arg(long, value_name = "PATH", default_value = "")]
    only: String,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let effort = match cli.quick {
        true => Effort::QUICK,
        false => Effort::FULL,
    };
    let mut rows = Vec::new();
    for path in paths() {
        if path.name().starts_with(&cli.only) {
            let measured = path.measure(effort);
            print!("{}", report::tables(&measured));
            rows.extend(measured);
        }
    }
    if let Some(file) = cli.json
        && let Err(error) = std::fs::write(&file, report::json(&rows))
    {
        eprintln!("error: cannot write {}: {error}", file.display());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Everything that is measured, in the order of the report.
fn paths() -> impl Iterator<Item = Path> {
    let all = [once::paths(), events::paths(), frames::paths()];
    all.into_iter().flatten()
}
