//! Mistakes on purpose, by which the tools show that they find such.

use super::tool::Tool;
use crate::process::{self, Failure};

/// Which tool must find which mistake of `tests/matrix/src/bin/seeded.rs`.
const FOUND: [(Tool, &[&str]); 4] = [
    (Tool::Address, &["use-after-free", "leak"]),
    (Tool::Leak, &["leak"]),
    (Tool::Thread, &["race", "race-in-arc"]),
    (Tool::Valgrind, &["use-after-free", "leak"]),
];

pub(super) fn are_found() -> Result<(), Failure> {
    for (tool, mistakes) in FOUND {
        let seeded = ["--package", "asyncify-matrix", "--bin", "seeded"];
        process::run(tool.cargo("build")?.args(seeded))?;
        for mistake in mistakes {
            let mut command = tool.cargo("run")?;
            command.arg("--quiet").args(seeded).args(["--", mistake]);
            if process::succeeds(&mut command) {
                return Err(Failure::new(format_args!(
                    "{tool:?} does not find a {mistake}: what it says of the tests means nothing"
                )));
            }
            println!("{tool:?} finds a {mistake}.");
        }
        // Without a mistake it is content.
        process::run(
            tool.cargo("run")?
                .arg("--quiet")
                .args(seeded)
                .args(["--", "nothing"]),
        )?;
    }
    Ok(())
}
