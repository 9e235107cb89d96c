//! What `cargo xtask` says where it cannot install what is missing.
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

/// The demo's command where these are the only programs.
fn demo_with_path(path: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("demo")
        .env("PATH", path)
        .output()
        .unwrap()
}

#[test]
fn without_a_package_manager_it_says_what_to_provide() {
    let output = demo_with_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for word in ["ALSA headers", "alsa.pc", "pkg-config", "apt-get"] {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
}
