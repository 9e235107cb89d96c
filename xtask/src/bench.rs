//! `cargo xtask bench`

use std::ffi::OsString;
use std::fs::File;
use std::process::Command;

use crate::process::{self, Failure};
use crate::{servers, setup};

/// Passes its arguments on: files among them lie in the user's own folder.
pub(crate) fn run(args: &[OsString]) -> Result<(), Failure> {
    match args {
        [first, rest @ ..] if first == "voice-link" => voice_link(rest),
        _ => all(args),
    }
}

fn all(args: &[OsString]) -> Result<(), Failure> {
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

/// Measures the voice link beside the same client in Python, on the microphone of a private sound
/// server, and writes what comes out to docs/benchmarks/voice-link.md.
fn voice_link(args: &[OsString]) -> Result<(), Failure> {
    setup::sound_library()?;
    setup::sound_server()?;
    let python = setup::python()?;
    // Everything is built before the server starts: compilers would starve it.
    process::run(beside_python().arg("--no-run"))?;
    let measured = process::target().join("voice-link.md");
    let output = File::create(&measured).map_err(Failure::new)?;
    let mut bench = beside_python();
    bench
        .arg("--")
        .args(args)
        .env("ASYNCIFY_PYTHON", python)
        .stdout(output);
    servers::with_microphones(&mut bench)?;
    let document = process::root().join("docs/benchmarks/voice-link.md");
    std::fs::copy(&measured, document).map_err(Failure::new)?;
    Ok(())
}

fn beside_python() -> Command {
    let mut command = process::cargo();
    command
        .current_dir(process::root())
        .args(["bench", "--package", "voice-link"])
        .args(["--bench", "beside_python"]);
    command
}
