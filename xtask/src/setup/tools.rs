//! Programs from crates.io that tasks run.

use std::path::PathBuf;

use crate::process::{self, Failure};

/// The program, which is built where it is not there in that version yet: in a folder of the
/// project's own, so that nobody's other tools change.
pub(crate) fn cargo_tool(name: &str, version: &str) -> Result<PathBuf, Failure> {
    let folder = process::target().join("tools").join(version);
    let program = folder.join("bin").join(name);
    if !program.exists() {
        process::run(
            process::cargo()
                .args(["install", name, "--version", version, "--locked", "--root"])
                .arg(&folder),
        )?;
    }
    Ok(program)
}
