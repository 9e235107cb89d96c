//! `cargo xtask models`: the loom models of the runtime, and the table of what they explore.

mod broken;
mod mistakes;
mod source;
mod table;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process::{self, Failure};
use source::Model;

pub(crate) use broken::run as broken;

/// What running a model tells about it.
struct Explored {
    model: Model,
    preemptions: String,
    executions: String,
}

/// Runs all models, then writes the table, or says whether it names the same ones.
pub(crate) fn run(check: bool) -> Result<(), Failure> {
    let explored = explore()?;
    let path = process::root().join("docs/models.md");
    let written = fs::read_to_string(&path).unwrap_or_default();
    let text = table::render(&explored);
    if check && table::without_counts(&text) != table::without_counts(&written) {
        return Err(Failure::new(
            "docs/models.md tells of other models than there are: `cargo xtask models` writes it",
        ));
    }
    if !check {
        process::write(&path, &text)?;
    }
    Ok(())
}

fn explore() -> Result<Vec<Explored>, Failure> {
    let record = process::target().join("models.txt");
    if record.exists() {
        fs::remove_file(&record).map_err(Failure::new)?;
    }
    process::run(
        tests(process::root())
            .args(["--release", "--test", "loom*"])
            .env("MODELS_RECORD", &record),
    )?;
    let record = fs::read_to_string(&record).map_err(Failure::new)?;
    source::models()?
        .into_iter()
        .map(|model| explored(model, &record))
        .collect()
}

/// Finds the line that the model left in the record.
fn explored(model: Model, record: &str) -> Result<Explored, Failure> {
    let line = record.lines().find_map(|line| {
        let (preemptions, executions) = line
            .strip_prefix(&model.name())?
            .strip_prefix(' ')?
            .split_once(' ')?;
        Some((preemptions.to_owned(), executions.to_owned()))
    });
    let Some((preemptions, executions)) = line else {
        return Err(Failure::new(format_args!(
            "{} has left no record: it must call `model`",
            model.name()
        )));
    };
    Ok(Explored {
        model,
        preemptions,
        executions,
    })
}

/// `cargo test` of the runtime in that workspace, with loom in the place of the standard library.
fn tests(workspace: &Path) -> Command {
    let mut command = process::cargo();
    command
        .current_dir(workspace)
        .args(["test", "--package", "asyncify-runtime"])
        // Another set of flags in the same folder would throw away what was built there.
        .env("CARGO_TARGET_DIR", process::target().join("loom"))
        .env("RUSTFLAGS", "--cfg loom");
    command
}
