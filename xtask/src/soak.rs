//! `cargo xtask soak`

use crate::process::{self, Failure};

/// Runs the package of that name, optimised.
pub(crate) fn run(seconds: u64, seed: Option<u64>) -> Result<(), Failure> {
    let mut command = process::cargo();
    command
        .current_dir(process::root())
        .args(["run", "--release", "--package", "asyncify-soak", "--"])
        .args(["--seconds", &seconds.to_string()]);
    if let Some(seed) = seed {
        command.args(["--seed", &seed.to_string()]);
    }
    process::run(&mut command)
}
