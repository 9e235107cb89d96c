//! `cargo xtask demo`

use std::ffi::OsString;

use crate::process::{self, Failure};
use crate::setup;

/// Runs the demo with the user's own arguments, in the user's own folder.
pub(crate) fn run(args: &[OsString]) -> Result<(), Failure> {
    setup::sound_library()?;
    let manifest = process::root().join("Cargo.toml");
    process::run(
        process::cargo()
            .args(["run", "--release", "--package", "asyncify-demo"])
            .arg("--manifest-path")
            .arg(manifest)
            .arg("--")
            .args(args),
    )
}
