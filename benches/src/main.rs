//! `cargo xtask bench`: the bridge beside its peers, in one run.

mod alloc;
mod blocking;
mod budget;
mod clock;
mod compile;
mod events;
mod frames;
mod machine;
mod measure;
mod once;
mod placement;
mod plot;
mod report;
mod statistics;
mod wake;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;

use budget::Figures;
use measure::{Effort, Path, Row};

#[global_allocator]
static ALLOCATOR: alloc::Counting = alloc::Counting;

/// Measures asyncify beside what people write by hand
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Cli {
    /// Fewer rounds, and shorter ones: under a minute
    #[arg(long)]
    quick: bool,
    /// Also write the rows to a file, an object a line
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Also say which lines of the budget hold
    #[arg(long)]
    check: bool,
    /// Also write tables, plot and rows to docs/benchmarks
    #[arg(long)]
    docs: bool,
    /// Measure only the paths whose name begins so
    #[arg(long, value_name = "PATH", default_value = "")]
    only: String,
    /// Take one sample while another process watches: its path and candidate
    #[cfg(target_os = "linux")]
    #[arg(long, num_args = 2, hide = true)]
    watched: Option<Vec<String>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let cli = Cli::parse();
    #[cfg(target_os = "linux")]
    if let Some(sample) = cli.watched {
        return frames::calls::be_watched(paths(), &sample);
    }
    let effort = match cli.quick {
        true => Effort::QUICK,
        false => Effort::FULL,
    };
    let about = machine::describe();
    println!("{about}");
    let mut rows = Vec::new();
    for path in paths().filter(|path| path.name().starts_with(&cli.only)) {
        let measured = path.measure(effort);
        println!("{}", report::tables(&measured));
        rows.extend(measured);
    }
    if cli.check {
        println!("{}", budget::table(Figures(&rows)));
    }
    if let Some(file) = cli.json {
        fs::write(file, report::json(&rows))?;
    }
    if cli.docs {
        document(&about, &rows)?;
    }
    Ok(())
}

/// Everything that is measured, in the order of the report.
fn paths() -> impl Iterator<Item = Path> {
    let all = [
        once::paths(),
        events::paths(),
        frames::paths(),
        blocking::paths(),
        compile::paths(),
    ];
    all.into_iter().flatten()
}

/// Writes what docs/benchmarks/README.md speaks of.
fn document(about: &str, rows: &[Row]) -> Result<(), Box<dyn Error>> {
    let folder = compile::root().join("docs/benchmarks");
    let budget = budget::table(Figures(rows));
    let tables = report::tables(rows);
    let text = format!(
        "# Figures\n\nWritten by `cargo xtask bench --docs`; [README.md](README.md) says what they \
         mean.\n\n{about}\n![the figures as bars](figures.svg)\n\n## Budget\n{budget}\n## All paths\n\
         {tables}"
    );
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("figures.md"), text)?;
    fs::write(folder.join("figures.jsonl"), report::json(rows))?;
    fs::write(folder.join("figures.svg"), plot::svg(rows)?)?;
    Ok(())
}
