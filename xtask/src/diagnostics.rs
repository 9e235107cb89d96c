//! `cargo xtask diagnostics`

use std::fs;

use crate::process::{self, Failure};

/// Writes the page of all diagnostics, or checks it, as a test does too.
pub(crate) fn run(check: bool) -> Result<(), Failure> {
    let mut command = process::cargo();
    command.current_dir(process::root()).args([
        "run",
        "--quiet",
        "--package",
        "cargo-asyncify",
        "--",
        "explain",
        "--markdown",
    ]);
    let text = process::printed(&mut command)?;
    let path = process::root().join("docs/diagnostics.md");
    if !check {
        return process::write(&path, &text);
    }
    if fs::read_to_string(&path).unwrap_or_default() != text {
        return Err(Failure::new(
            "docs/diagnostics.md is out of date: `cargo xtask diagnostics` writes it",
        ));
    }
    Ok(())
}
