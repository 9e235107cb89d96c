//! The command line itself: help, completions, manual pages, and where the output goes.

mod common;

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use common::{PROGRAM, run};

const HERE: &str = env!("CARGO_MANIFEST_DIR");
const COMMANDS: [&str; 6] = [
    "scan",
    "generate",
    "expand",
    "explain",
    "completions",
    "man",
];

#[test]
fn the_help_of_each_command_fits_a_terminal_and_has_examples_and_exit_codes() {
    for command in COMMANDS {
        let ran = run(HERE, &[command, "--help"]);
        assert_eq!((ran.code, &ran.stderr[..]), (0, ""), "{command}");
        let sections: &[&str] = match command {
            "completions" => &["\nWhere it goes:\n"],
            _ => &["\nExamples:\n", "\nExit codes:\n"],
        };
        for section in sections {
            assert!(ran.stdout.contains(section), "{command} lacks {section:?}");
        }
        let written = ran.stdout.split_once(sections[0]).expect("a section").1;
        let long = written.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{command}");
        let short = run(HERE, &[command, "-h"]);
        assert!(
            short.stdout.lines().count() < ran.stdout.lines().count(),
            "{command}"
        );
    }
    let version = run(HERE, &["--version"]);
    assert_eq!(
        version.stdout,
        concat!("cargo-asyncify ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn it_is_called_by_cargo_and_by_its_own_name() {
    let by_its_own_name = Command::new(PROGRAM)
        .arg("--help")
        .output()
        .expect("it runs");
    let by_cargo = run(HERE, &["--help"]);
    assert_eq!(
        String::from_utf8_lossy(&by_its_own_name.stdout),
        by_cargo.stdout
    );
    assert!(
        by_cargo
            .stdout
            .contains("\nUsage: cargo asyncify <COMMAND>\n")
    );
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("man1");
    let ran = run(folder.path(), &["man", "man1"]);
    assert_eq!((ran.code, &ran.stdout[..], &ran.stderr[..]), (0, "", ""));
    let program = fs::read_to_string(pages.join("cargo-asyncify.1")).expect("a page");
    assert_eq!(run(HERE, &["man"]).stdout, program);
    for command in COMMANDS {
        let name = format!("cargo-asyncify-{command}");
        let page = fs::read_to_string(pages.join(format!("{name}.1"))).expect("a page");
        let heading = if command == "completions" {
            "WHERE IT GOES"
        } else {
            "EXAMPLES"
        };
        assert!(page.contains(heading), "{page}");
        assert!(program.contains(&name.replace('-', "\\-")), "{name}");
    }
}

#[test]
fn bash_completes_it_in_both_ways_and_leaves_cargo_alone() {
    let script = r#"
        _of_cargo() { COMPREPLY=(build bench); }
        complete -F _of_cargo cargo
        for again in 1 2; do source <("$PROGRAM" completions bash); done
        complete_words() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            "$(complete -p "$1" | sed 's/.* -F \([^ ]*\) .*/\1/')" "$1" "${@: -1}" "${@: -2:1}"
            echo "$*: ${COMPREPLY[*]}"
        }
        complete_words cargo-asyncify exp
        complete_words cargo-asyncify generate --c
        complete_words cargo asyncify scan --fea
        complete_words cargo asyncify completions z
        complete_words cargo b
        complete -r cargo; unset _cargo_asyncify_otherwise
        source <("$PROGRAM" completions bash)
        complete_words cargo asyn
        complete_words cargo b
    "#;
    let output = Command::new("bash")
        .args(["--norc", "-c", script])
        .env("PROGRAM", PROGRAM)
        .output()
        .expect("bash runs");
    let expected = "\
cargo-asyncify exp: expand explain
cargo-asyncify generate --c: --c-bindings --config --check
cargo asyncify scan --fea: --features
cargo asyncify completions z: zsh
cargo b: build bench
cargo asyn: asyncify
cargo b: 
";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn fish_completes_it_in_both_ways() {
    if Command::new("fish").arg("--version").output().is_err() {
        eprintln!("skipped here; `cargo xtask test --all` sees to a fish");
        return;
    }
    let script = r#"
        source ($PROGRAM completions fish | psub)
        for words in "cargo-asyncify exp" "cargo-asyncify generate --c" \
            "cargo asyncify scan --fea" "cargo asyncify completions z" "cargo asyn"
            set -l found (complete -C "$words" | string replace -r '\t.*' "")
            echo "$words: $found"
        end
    "#;
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new("fish")
        .args(["--no-config", "-c", script])
        .current_dir(folder.path())
        .env("PROGRAM", PROGRAM)
        .output()
        .expect("fish runs");
    let expected = "\
cargo-asyncify exp: expand explain
cargo-asyncify generate --c: --check --config --c-bindings
cargo asyncify scan --fea: --features
cargo asyncify completions z: zsh
cargo asyn: asyncify
";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn each_shell_gets_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = run(HERE, &["completions", shell]);
        assert_eq!((ran.code, &ran.stderr[..]), (0, ""), "{shell}");
        assert!(ran.stdout.contains("expand"), "{shell}");
    }
    assert_eq!(run(HERE, &["completions", "csh"]).code, 2);
}

#[test]
fn a_reader_that_leaves_ends_it_without_a_word() {
    let fixture = format!("{HERE}/../codegen/tests/expand/stream.rs");
    let mut child = Command::new(PROGRAM)
        .args(["expand", "--path", &fixture])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let mut said = String::new();
    let mut stderr = child.stderr.take().expect("a pipe");
    stderr.read_to_string(&mut said).expect("text");
    let status = child.wait().expect("it ends");
    assert_eq!((status.code(), &said[..]), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_goes_nowhere_is_a_failure_in_one_line() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("the device");
    let output = Command::new(PROGRAM)
        .args(["completions", "fish"])
        .stdout(full)
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.starts_with("error: the output can't be written: "),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}
