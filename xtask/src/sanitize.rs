//! `cargo xtask test --sanitize`: what C does to a callback, watched by the address sanitizer.

use crate::process::{self, Failure};

/// The tests of the C library that calls back as it should not, and of the keys it calls back by.
/// Leaks count as errors.
pub(crate) fn c_callbacks() -> Result<(), Failure> {
    let Some(host) = sanitizable() else {
        println!("The address sanitizer is only run on Linux: skipped.");
        return Ok(());
    };
    let test = |arguments: &[&str]| {
        let mut command = process::cargo();
        command
            .current_dir(process::root())
            .args(["test", "--target", host])
            .args(arguments)
            // The sanitizers are not stable, but part of every toolchain.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Zsanitizer=address")
            // The C code, too.
            .env("C_SANITIZE", "address")
            .env("CARGO_TARGET_DIR", process::target().join("sanitize"));
        process::run(&mut command)
    };
    test(&["--package", "c-abi"])?;
    test(&["--package", "asyncify-runtime", "--test", "contract_ffi"])
}

/// The target of this machine, where there is a sanitizer for it.
fn sanitizable() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("x86_64-unknown-linux-gnu"),
        ("linux", "aarch64") => Some("aarch64-unknown-linux-gnu"),
        _ => None,
    }
}
