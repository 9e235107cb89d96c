//! `cargo xtask test --sanitize`: what C does to a callback, watched by the address sanitizer, and
//! what a realtime callback does, watched by the realtime sanitizer.

use crate::process::{self, Failure};

/// A sanitizer of the compiler.
struct Sanitizer {
    name: &'static str,
    flags: &'static str,
}

const ADDRESS: Sanitizer = Sanitizer {
    name: "address",
    flags: "-Zsanitizer=address",
};

/// The runtime tells this one where it locks.
const REALTIME: Sanitizer = Sanitizer {
    name: "realtime",
    flags: "-Zsanitizer=realtime --cfg rtsan",
};

/// The tests of callbacks, from C and on realtime threads.
pub(crate) fn callbacks() -> Result<(), Failure> {
    c_callbacks()?;
    REALTIME.watch(&[&["--package", "asyncify-realtime", "--test", "sanitizer"]])
}

/// The tests of the C library that calls back as it should not, and of the keys it calls back by.
fn c_callbacks() -> Result<(), Failure> {
    ADDRESS.watch(&[
        &["--package", "c-abi"],
        &["--package", "asyncify-runtime", "--test", "contract_ffi"],
    ])
}

/// The tests of C libraries that are packages of the system.
pub(crate) fn c_libraries() -> Result<(), Failure> {
    ADDRESS.watch(&[&["--package", "asyncify-c-libraries", "--features", "system"]])
}

impl Sanitizer {
    /// Runs tests under it. Leaks count as errors.
    fn watch(&self, runs: &[&[&str]]) -> Result<(), Failure> {
        let Self { name, flags } = self;
        let Some(host) = sanitizable() else {
            println!("The {name} sanitizer is only run on Linux: skipped.");
            return Ok(());
        };
        for arguments in runs {
            let mut command = process::cargo();
            command
                .current_dir(process::root())
                .args(["test", "--target", host])
                .args(*arguments)
                // The sanitizers are not stable, but part of every toolchain.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTFLAGS", flags)
                // The C code, too; that knows no other.
                .env("C_SANITIZE", "address")
                // Other flags in the same folder would throw away what was built there.
                .env(
                    "CARGO_TARGET_DIR",
                    process::target().join("sanitize").join(name),
                );
            process::run(&mut command)?;
        }
        Ok(())
    }
}

/// The target of this machine, where there is a sanitizer for it.
fn sanitizable() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("x86_64-unknown-linux-gnu"),
        ("linux", "aarch64") => Some("aarch64-unknown-linux-gnu"),
        _ => None,
    }
}
