//! `cargo xtask bench`

use std::ffi::OsString;

use crate::process::{self, Failure};

/// Passes its arguments on: files among them lie in the user's own folder.
pub(crate) fn run(args: &[OsString]) -> Result<(), Failure> {
    let manifest = process::root().join("Cargo.toml");
    process::run(
        process::cargo()
            .args(["run", "--quiet", "--profile", "bench"])
            .args(["--package", "asyncify-benches", "--manifest-path"])
            .arg(manifest)
            .arg("--")
            .args(args),
    )
}
