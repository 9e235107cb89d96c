//! What rustdoc knows of a library, the scan finds in its sources: `cargo xtask survey` wrote down
//! what that is for many of them, and here are those whose sources the other tests scan as well.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::run;

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
const LISTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/survey/functions");

/// The public paths of all that is listed for a library.
fn listed(name: &str) -> BTreeSet<String> {
    let ran = run(format!("{TESTS}/scan"), &["scan", name, "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("an array");
    let path = |finding: &serde_json::Value| finding["path"].as_str().map(str::to_owned);
    findings.iter().filter_map(path).collect()
}

#[test]
fn what_was_found_is_found() {
    for name in [
        "cpal", "curl", "git2", "glib", "midir", "notify", "rusqlite",
    ] {
        let file = Path::new(LISTS).join(format!("{name}.txt"));
        let list =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let listed = listed(name);
        let lost: Vec<_> = list
            .lines()
            .filter_map(|line| line.strip_prefix("found "))
            .filter(|path| !listed.contains(*path))
            .collect();
        assert!(!list.is_empty() && lost.is_empty(), "{name}: {lost:?}");
    }
}
