//! `cargo xtask test --sanitize`: what C does to a callback, watched by the address sanitizer.

use crate::process::{self, Failure};

/// The tests of the C library that calls back as it should not, and of the keys it calls back by.
pub(crate) fn c_callbacks() -> Result<(), Failure> {
    watch(&[
        &["--package", "c-abi"],
        &["--package", "asyncify-runtime", "--test", "contract_ffi"],
    ])
}

/// The tests of C libraries that are packages of the system.
pub(crate) fn c_libraries() -> Result<(), Failure> {
    watch(&[&["--package", "asyncify-c-libraries", "--features", "system"]])
}

/// Runs tests under the sanitizer. Leaks count as errors.
fn watch(runs: &[&[&str]]) -> Result<(), Failure> {
    let Some(host) = sanitizable() else {
        println!("The address sanitizer is only run on Linux: skipped.");
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
            .env("RUSTFLAGS", "-Zsanitizer=address")
            // The C code, too.
            .env("C_SANITIZE", "address")
            .env("CARGO_TARGET_DIR", process::target().join("sanitize"));
        process::run(&mut command)?;
    }
    Ok(())
}

/// The target of this machine, where there is a sanitizer for it.
fn sanitizable() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("x86_64-unknown-linux-gnu"),
        ("linux", "aarch64") => Some("aarch64-unknown-linux-gnu"),
        _ => None,
    }
}
