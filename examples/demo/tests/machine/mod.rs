//! The demo on machines with a sound configuration of their own: whatever this one has is hidden.

use std::path::Path;
use std::process::{Command, Output};

use crate::demo::demo;

/// The demo where ALSA reads this file of this folder only.
pub(crate) fn machine(configuration: &str) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/machine");
    let mut demo = demo();
    demo.env("ALSA_CONFIG_PATH", folder.join(configuration));
    demo
}

/// Asserts a failure that is told in one line, which holds all these words.
pub(crate) fn fails(output: &Output, code: i32, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    for word in words {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
}
