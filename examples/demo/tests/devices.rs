//! Which device the demo captures, on a machine with several.
#![cfg(target_os = "linux")]

mod demo;
mod machine;

use std::fs;
use std::process::Output;

use demo::{printed, read_wav, scratch};
use machine::{fails, machine};

fn demo_on(configuration: &str, arguments: &[&str]) -> Output {
    machine(configuration).args(arguments).output().unwrap()
}

#[test]
fn list_shows_what_can_be_captured_and_counts_the_rest() {
    let text = printed(&demo_on("silent.conf", &["--list"]));
    let starts = [
        "* The default microphone  [default]  ",
        "  The left microphone  [left]  ",
        "  The right microphone  [right]  ",
        "  embedded recording  [embedded recording]  i16, 1 ch, 16000 Hz",
        "  not shown: 2 ",
    ];
    assert_eq!(text.lines().count(), starts.len(), "{text}");
    for (line, start) in text.lines().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
}

#[test]
fn list_names_the_embedded_device_where_there_is_no_other() {
    let text = printed(&demo_on("soundless.conf", &["--list"]));
    assert!(text.starts_with("  embedded recording  "), "{text}");
}

#[test]
fn the_default_device_is_called_as_in_the_list() {
    let out = scratch("default-device.wav");
    let output = demo_on(
        "silent.conf",
        &["--seconds", "0.2", "--out", out.to_str().unwrap()],
    );
    let text = printed(&output);
    assert!(
        text.contains("Capturing The default microphone ("),
        "{text}"
    );
    assert!(
        text.contains("device           The default microphone\n"),
        "{text}"
    );
    let (samples, rate) = read_wav(&out);
    assert_eq!(samples, vec![0; rate as usize / 5]);
}

#[test]
fn an_unknown_device_is_code_3() {
    let output = demo_on("silent.conf", &["--device", "no such thing"]);
    fails(&output, 3, &["unknown device: `no such thing`", "--list"]);
    let output = demo_on("silent.conf", &["--device", ""]);
    fails(&output, 3, &["unknown device: the name is empty", "--list"]);
}

#[test]
fn an_ambiguous_device_is_code_3() {
    let output = demo_on("silent.conf", &["--device", "MICROPHONE"]);
    let why = "ambiguous device: `MICROPHONE` fits 3 devices";
    fails(&output, 3, &[why, "--list"]);
}

#[test]
fn a_device_that_cannot_be_opened_is_code_6_and_leaves_the_file_alone() {
    let (there, not_there) = (scratch("there.wav"), scratch("not-there.wav"));
    fs::write(&there, "precious").unwrap();
    for out in [&there, &not_there] {
        let out = out.to_str().unwrap();
        let output = demo_on("silent.conf", &["--device", "unplugged", "--out", out]);
        fails(&output, 6, &["no sound"]);
    }
    assert_eq!(fs::read_to_string(there).unwrap(), "precious");
    assert!(!not_there.exists(), "a file was left behind");
}
