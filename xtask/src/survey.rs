//! `cargo xtask survey`

use crate::process::{self, Failure};
use crate::setup;

/// Runs the package of that name, which takes minutes: it builds every library.
pub(crate) fn run(crates: &[String], check: bool) -> Result<(), Failure> {
    setup::surveyed()?;
    process::run(
        process::cargo()
            .current_dir(process::root())
            .args(["run", "--quiet", "--package", "asyncify-survey", "--"])
            .args(crates)
            .args(check.then_some("--check")),
    )
}
