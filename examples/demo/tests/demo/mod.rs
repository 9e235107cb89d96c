//! Running the demo, and reading what it wrote.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The demo, about to be run.
pub(crate) fn demo() -> Command {
    Command::new(env!("CARGO_BIN_EXE_asyncify-demo"))
}

/// A file of this name in cargo's folder for what tests write; none is there yet.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&file);
    file
}

/// What it printed, after a good end.
pub(crate) fn printed(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{}\n{text}\n{errors}",
        output.status
    );
    text
}

/// The first channel of a 16-bit WAV file, and its rate.
pub(crate) fn read_wav(file: &Path) -> (Vec<i16>, u32) {
    let mut wav = hound::WavReader::open(file).unwrap();
    let spec = wav.spec();
    let channels = usize::from(spec.channels);
    let samples = wav
        .samples()
        .step_by(channels)
        .map(Result::unwrap)
        .collect();
    (samples, spec.sample_rate)
}
