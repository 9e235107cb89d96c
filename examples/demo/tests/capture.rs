//! The demo on a virtual microphone: `cargo xtask test --audio`.

mod demo;
#[path = "../../../bindings/cpal/tests/virtual_mic/mod.rs"]
mod virtual_mic;

use demo::{demo, printed, read_wav, scratch};
use virtual_mic::{frequency, is_there};

fn hears_the_tone(arguments: &[&str], file: &str) {
    if !is_there() {
        return;
    }
    let out = scratch(file);
    let output = demo()
        .args(["--seconds", "3", "--out"])
        .arg(&out)
        .args(arguments)
        .output()
        .unwrap();
    let text = printed(&output);
    assert!(!text.contains("embedded"), "{text}");

    let (samples, rate) = read_wav(&out);
    assert_eq!(samples.len(), 3 * rate as usize);
    let samples: Vec<_> = samples.into_iter().map(f32::from).collect();
    let hertz = frequency(&samples, rate);
    assert!((hertz - 440.0).abs() <= 1.0, "{hertz} Hz\n{text}");
}

#[test]
fn the_default_microphone_is_captured() {
    hears_the_tone(&[], "default.wav");
}

#[test]
fn a_microphone_is_chosen_by_its_id() {
    hears_the_tone(&["--device", "tone"], "tone.wav");
}
