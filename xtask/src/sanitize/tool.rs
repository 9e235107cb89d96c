//! What watches a program while it runs.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{self, Failure};

/// A sanitizer, or valgrind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tool {
    /// What is used when it is freed, and what leaks.
    Address,
    /// What leaks, without the rest.
    Leak,
    /// Data races.
    Thread,
    /// What may take its time, in what must not.
    Realtime,
    /// What is used when it is freed or not initialised, and what leaks, in the standard library,
    /// too.
    Valgrind,
}

/// The standard library is not built for the thread sanitizer, which so does not see the fence
/// after which the last `Arc` destroys its value. This hides what destructors that an `Arc` runs do
/// against uses of what nobody holds any more; of the runtime's own cells it hides nothing.
const SUPPRESSIONS: &str = "\
race:alloc::sync::Arc*drop_slow
race:alloc::sync::Arc<std::thread::thread::Inner*drop
";

impl Tool {
    /// Runs tests, and fails if the tool finds anything.
    pub(super) fn watches(self, tests: &[&str]) -> Result<(), Failure> {
        process::run(self.cargo("test")?.args(tests))
    }

    /// A cargo command that builds for the tool, and runs what it builds with it.
    pub(super) fn cargo(self, command: &str) -> Result<Command, Failure> {
        let host = host().expect("asked before");
        let mut cargo = process::cargo();
        cargo
            .current_dir(process::root())
            .args([command, "--target", host])
            // The sanitizers are not stable, but part of every toolchain.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", self.flags())
            .env("CARGO_TARGET_DIR", folder());
        match self {
            // The C code, too.
            Self::Address => cargo.env("C_SANITIZE", "address"),
            Self::Leak | Self::Realtime => &mut cargo,
            Self::Thread => {
                let list = folder().join("suppressions.txt");
                process::write(&list, SUPPRESSIONS)?;
                cargo
                    .env("C_SANITIZE", "thread")
                    .env("TSAN_OPTIONS", format!("suppressions={}", list.display()))
            }
            Self::Valgrind => {
                let target = host.to_uppercase().replace('-', "_");
                cargo.env(
                    format!("CARGO_TARGET_{target}_RUNNER"),
                    "valgrind --quiet --leak-check=full --fair-sched=yes --error-exitcode=1",
                )
            }
        };
        Ok(cargo)
    }

    fn flags(self) -> &'static str {
        match self {
            // Memory that is kept for the next call would be no longer used when it is freed.
            Self::Address => "-Zsanitizer=address --cfg unpooled",
            Self::Leak => "-Zsanitizer=leak",
            // The flag says that the standard library is as it is; the `cfg` has our locks wait
            // where the sanitizer sees it.
            Self::Thread => "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer --cfg tsan",
            // Of our locks it is told: it does not see one that nobody holds.
            Self::Realtime => "-Zsanitizer=realtime --cfg rtsan",
            Self::Valgrind => "--cfg unpooled",
        }
    }
}

/// One folder for all: what is not for the target, such as the macros, is built without the flags,
/// once.
fn folder() -> PathBuf {
    process::target().join("sanitize")
}

/// The target of this machine, where there are sanitizers for it.
pub(super) fn host() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("x86_64-unknown-linux-gnu"),
        ("linux", "aarch64") => Some("aarch64-unknown-linux-gnu"),
        _ => None,
    }
}
