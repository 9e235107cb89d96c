//! `cargo xtask wake`

use std::fs::{self, File};
use std::process::Command;

use crate::process::{self, Failure};
use crate::{servers, setup};

/// Measures what each way to wake a microphone's reader costs, beside a private sound server, and
/// writes what comes out to docs/benchmarks/wake.md.
pub(crate) fn run() -> Result<(), Failure> {
    setup::sound_library()?;
    setup::sound_server()?;
    // Everything is built before the server starts: compilers would starve it.
    process::run(bench().arg("--no-run"))?;
    let measured = process::target().join("wake.md");
    let output = File::create(&measured).map_err(Failure::new)?;
    servers::with_microphones(bench().stdout(output))?;
    let folder = process::root().join("docs/benchmarks");
    fs::create_dir_all(&folder).map_err(Failure::new)?;
    fs::copy(&measured, folder.join("wake.md")).map_err(Failure::new)?;
    Ok(())
}

fn bench() -> Command {
    let mut command = process::cargo();
    command.current_dir(process::root()).args([
        "bench",
        "--package",
        "asyncify-cpal",
        "--bench",
        "wake",
    ]);
    command
}
