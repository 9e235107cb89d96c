//! `cargo xtask test`

use crate::process::{self, Failure};
use crate::setup;

/// What is built for the tests, and for the capture tests too, so that nothing is built twice.
pub(crate) const SELECTION: [&str; 3] = ["--workspace", "--features", "asyncify-examples/audio"];

/// Unit, integration and documentation tests of all packages, then the models of the runtime.
pub(crate) fn everything() -> Result<(), Failure> {
    setup::sound_library()?;
    let root = process::root();
    process::run(
        process::cargo()
            .current_dir(root)
            .arg("test")
            .args(SELECTION),
    )?;
    process::run(
        process::cargo()
            .current_dir(root)
            .args([
                "test",
                "--package",
                "asyncify-runtime",
                "--release",
                "--test",
                "loom",
            ])
            // Another set of flags in the same folder would throw away what was built there.
            .env("CARGO_TARGET_DIR", process::target().join("loom"))
            .env("RUSTFLAGS", "--cfg loom"),
    )
}
