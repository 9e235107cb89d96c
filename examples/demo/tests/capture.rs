//! The demo on a virtual microphone: `cargo xtask test --audio`.

mod demo;
#[path = "../../voice-link/tests/plug/mod.rs"]
mod plug;
#[path = "../../../bindings/cpal/tests/virtual_mic/mod.rs"]
mod virtual_mic;

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use demo::{demo, printed, read_wav, scratch};
use plug::Plug;
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

/// Captures until this has happened to the sound server, which ends it; the sound until then is kept.
fn ends_by(server: &Plug, happens: fn(&Plug), why: &str) {
    let out = scratch("ended.wav");
    let mut child = demo()
        .envs(server.environment())
        .args(["--device", "plug", "--seconds", "60", "--out"])
        .arg(&out)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    // The meter's first line: there is a second of sound.
    lines.find(|line| line.contains("peak")).unwrap();
    happens(server);
    let report: Vec<_> = lines.collect();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(6), "{text}");
    assert!(text.contains(why), "{text}");
    let (samples, rate) = read_wav(&out);
    let told = format!("{:.3}", samples.len() as f64 / f64::from(rate));
    let seconds = report.iter().find(|line| line.starts_with("seconds"));
    assert!(seconds.unwrap().ends_with(&told), "{told} s\n{report:?}");
}

#[test]
fn a_microphone_or_a_sound_server_that_goes_away_ends_the_capture() {
    if !is_there() {
        return;
    }
    let server = Plug::start("demo");
    server.plug_in();
    ends_by(&server, Plug::unplug, "no sound: ");
    server.plug_in();
    ends_by(&server, Plug::hang, "fell silent for 2s");

    // It still stands.
    let opening = demo()
        .envs(server.environment())
        .args(["--device", "plug"])
        .output();
    let text = String::from_utf8(opening.unwrap().stderr).unwrap();
    server.go_on();
    assert_eq!(
        text,
        "error: no sound: the sound system did not answer within 5s\n"
    );
}
