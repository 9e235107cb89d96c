//! `cargo xtask bench`

use std::ffi::OsString;

use crate::process::{self, Failure};

/// Passes its arguments on.
pub(crate) fn run(args: &[OsString]) -> Result<(), Failure> {
    process::run(
        process::cargo()
            .current_dir(process::root())
            .args([
                "run",
                "--quiet",
                "--profile",
                "bench",
                "--package",
                "asyncify-benches",
                "--",
            ])
            .args(args),
    )
}
