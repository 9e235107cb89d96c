//! The demo from the outside, on a machine without sound.

mod demo;
mod machine;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

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

    holds(&out, |samples| samples == 48_000);
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

/// Asserts that the file holds so many samples of the recording.
fn holds(out: &Path, enough: impl Fn(usize) -> bool) {
    let (samples, rate) = read_wav(out);
    assert_eq!(rate, 16_000);
    assert!(enough(samples.len()), "{} samples", samples.len());
    let looped: Vec<_> = recording()
        .into_iter()
        .cycle()
        .take(samples.len())
        .collect();
    assert!(samples == looped, "the file does not hold the recording");
}

/// Sends this signal once there is a second of sound. Returns what else is printed.
#[cfg(unix)]
fn signalled(signal: &str, out: &Path) -> (ExitStatus, Vec<String>) {
    let mut child = soundless()
        .args(["--seconds", "60", "--out"])
        .arg(out)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    // The meter's first line.
    lines
        .find(|line| line.contains("peak"))
        .expect("the meter runs");
    // The shell's own: the program of this name need not be installed.
    let kill = format!("kill -{signal} {}", child.id());
    assert!(
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .unwrap()
            .success()
    );
    let rest = lines.collect();
    (child.wait().unwrap(), rest)
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_a_valid_file() {
    let out = scratch("interrupted.wav");
    let (status, report) = signalled("INT", &out);
    assert!(status.success());
    assert!(
        report
            .iter()
            .any(|line| line.starts_with("hand-off latency")),
        "{report:?}"
    );
    holds(&out, |samples| samples >= 16_000);
}

#[cfg(unix)]
#[test]
fn a_program_that_is_killed_leaves_a_valid_file() {
    for signal in ["HUP", "TERM", "KILL"] {
        let out = scratch("killed.wav");
        let (status, _) = signalled(signal, &out);
        assert_eq!(status.code(), None);
        holds(&out, |samples| samples >= 16_000);
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_code_4_and_leaves_what_fits() {
    let out = scratch("full.wav");
    let demo = soundless();
    // 32 or 64 KiB, by the shell's units.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"])
        .arg(demo.get_program())
        .envs(
            demo.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .args(["--seconds", "60", "--out"])
        .arg(&out);
    let output = limited.output().unwrap();
    fails(&output, 4, &["cannot write", "full.wav"]);
    let block = 160;
    holds(&out, |samples| {
        let full = [32, 64].map(|size| (size * 1024 - 44) / 2);
        full.iter()
            .any(|full| (full - block..=*full).contains(&samples))
    });
    let text = String::from_utf8(output.stdout).unwrap();
    let seconds = read_wav(&out).0.len() as f64 / 16_000.0;
    let told = format!("seconds          {seconds:.3}\n");
    assert!(text.contains(&told), "{told:?} is not in: {text}");
}
