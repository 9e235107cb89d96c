//! `cargo xtask corpus`

use crate::process::{self, Failure};

/// Writes the cookbook, or checks it, as a test does too.
pub(crate) fn run(check: bool) -> Result<(), Failure> {
    process::run(
        process::cargo()
            .current_dir(process::root())
            .args([
                "run",
                "--quiet",
                "--package",
                "asyncify-corpus",
                "--bin",
                "cookbook",
                "--",
            ])
            .args(check.then_some("--check")),
    )
}
