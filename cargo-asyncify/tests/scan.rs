//! `cargo asyncify scan`: what is found, what becomes of it, and how it is shown.

mod common;

use std::fs;
use std::path::Path;

use common::{Ran, run};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scan");

/// Compares with a file; `BLESS=1` writes it.
fn expect(file: &str, text: &str) {
    let path = Path::new(FIXTURES).join("expected").join(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{} differs; BLESS=1 writes:\n{text}",
        path.display()
    );
}

fn scan(folder: &str, args: &[&str]) -> String {
    let Ran {
        code,
        stdout,
        stderr,
    } = run(folder, &[&["scan"], args].concat());
    assert_eq!((code, stderr.as_str()), (0, ""), "{args:?}");
    stdout
}

fn rules(args: &[&str]) -> String {
    scan(&format!("{FIXTURES}/rules"), args)
}

#[test]
fn each_rule_is_shown() {
    let text = rules(&[]);
    assert!(text.lines().all(|line| line.chars().count() <= 80));
    expect("rules.txt", &text);
}

#[test]
fn json_says_the_same() {
    let text = rules(&["--json"]).replace(FIXTURES, "..");
    expect("rules.json", &text);
}

#[test]
fn patterns_choose() {
    let text = rules(&["--only", "jobs::*", "--only", "rules::Client::fetch"]);
    let heads: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("rules::"))
        .collect();
    assert_eq!(heads, ["rules::Client", "rules::jobs", "rules::jobs::Pool"]);
    assert_eq!(
        text.lines().last(),
        Some("rules 0.1.0: 14 found, 1 without a mark, 2 with marks, 4 to decide, 7 refused")
    );
}

#[test]
fn a_pattern_that_matches_nothing_is_told() {
    assert_eq!(
        run(format!("{FIXTURES}/rules"), &["scan", "--only", "fetch"]),
        Ran::refused(
            "nothing in rules matches `fetch`: did you mean `rules::Client::fetch`, \
             `rules::twice::Client::fetch`?"
        )
    );
}

#[test]
fn a_crate_without_callbacks_says_so() {
    assert_eq!(
        scan(FIXTURES, &[]),
        "scanned 0.0.0: nothing takes a callback\n"
    );
}

/// A crate that shows what another one defines.
#[test]
fn what_is_passed_on_is_told() {
    let facade = format!("{FIXTURES}/facade");
    assert_eq!(
        scan(&facade, &[]),
        "facade 0.1.0: nothing takes a callback\n\
         It passes on items of rules 0.1.0, 14 with callbacks: `cargo asyncify scan\n  \
         rules` lists these.\n"
    );
    let report = scan(&facade, &["--json"]);
    let told = "\"passed_on\": [\n    {\n      \"crate\": \"rules\",\n      \
                \"version\": \"0.1.0\",\n      \"found\": 14\n    }\n  ]";
    assert!(report.contains(told), "{report}");
}

/// Their sources are fetched, and nothing of them is built.
#[test]
fn libraries_are_scanned() {
    for name in [
        "cpal", "curl", "git2", "glib", "midir", "notify", "rusqlite",
    ] {
        expect(&format!("{name}.txt"), &scan(FIXTURES, &[name]));
    }
}
