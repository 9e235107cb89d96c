//! The demo from the outside, on a machine without sound.

mod demo;
mod machine;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use demo::{demo, printed, read_wav, scratch};
use machine::{fails, machine};

fn soundless() -> Command {
    machine("soundless.conf")
}

fn recording() -> Vec<i16> {
    let (samples, _) = read_wav(concat!(env!("CARGO_MANIFEST_DIR"), "/recording.wav").as_ref());
    samples
}

#[test]
fn without_sound_it_captures_the_embedded_recording() {
    let out = scratch("embedded.wav");
    let output = soundless()
        .args(["--seconds", "3", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let text = printed(&output);
    let length = recording().len() as f64 / 16_000.0;
    for word in [
        "No sound input",
        &format!("embedded recording ({length} s), repeated"),
        "i16, 1 channel, 16000 Hz",
        "3.000",
    ] {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
    for word in [
        "device",
        "(one per callback)",
        "gaps",
        "callback period",
        "hand-off latency",
        "p50",
        "p99",
    ] {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
    assert!(
        !text.contains('\r'),
        "the meter redraws a line in a pipe: {text}"
    );

    let (samples, rate) = read_wav(&out);
    assert_eq!((samples.len(), rate), (48_000, 16_000));
    let looped: Vec<_> = recording()
        .into_iter()
        .cycle()
        .take(samples.len())
        .collect();
    assert!(samples == looped, "the file does not hold the recording");
}

#[test]
fn the_embedded_device_can_be_asked_for() {
    let out = scratch("asked-for.wav");
    let output = demo()
        .args(["--device", "embedded", "--seconds", "0.25", "--out"])
        .arg(&out)
        .output();
    assert!(!printed(&output.unwrap()).contains("No sound input"));
    assert!(read_wav(&out).0 == recording()[..4000]);
}

#[test]
fn an_unwritable_file_is_code_4() {
    let folder = scratch("folder.wav");
    fs::create_dir_all(&folder).unwrap();
    for out in [scratch("no-such-folder").join("a.wav"), folder] {
        let output = soundless().arg("--out").arg(&out).output().unwrap();
        fails(&output, 4, &["cannot write", &out.to_string_lossy()]);
        assert!(output.stdout.is_empty(), "a device was tried before");
    }
}

#[test]
fn an_unsupported_format_is_code_5() {
    let out = scratch("unsupported.wav");
    let output = soundless()
        .args(["--rate", "44100", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    fails(&output, 5, &["unsupported format", "44100 Hz"]);
    assert!(!out.exists(), "a file was left behind");
}

#[test]
fn a_mistaken_argument_is_code_2() {
    for seconds in ["0", "-1", "x", "NaN", "1e9"] {
        let output = soundless().args(["--seconds", seconds]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "--seconds {seconds}");
        let text = String::from_utf8_lossy(&output.stderr);
        let range = text.contains("must be greater than 0 and at most 3600");
        assert_eq!(range, seconds != "x", "{text}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_a_valid_file() {
    let out = scratch("interrupted.wav");
    let mut child = soundless()
        .args(["--seconds", "60", "--out"])
        .arg(&out)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    // The meter's first line: a second of sound has been captured.
    lines
        .find(|line| line.contains("peak"))
        .expect("the meter runs");
    // The shell's own: the program of this name need not be installed.
    let interrupt = format!("kill -INT {}", child.id());
    assert!(
        Command::new("sh")
            .args(["-c", &interrupt])
            .status()
            .unwrap()
            .success()
    );
    let report: Vec<_> = lines.collect();
    assert!(child.wait().unwrap().success());

    assert!(
        report
            .iter()
            .any(|line| line.starts_with("hand-off latency")),
        "{report:?}"
    );
    let (samples, rate) = read_wav(&out);
    assert!(samples.len() >= rate as usize, "{} samples", samples.len());
    let looped: Vec<_> = recording()
        .into_iter()
        .cycle()
        .take(samples.len())
        .collect();
    assert!(samples == looped, "the file does not hold the recording");
}
