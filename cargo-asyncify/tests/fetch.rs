//! A crate that is no dependency is fetched by cargo, from wherever cargo is told to.

mod common;

use std::fs;
use std::path::Path;

use common::{Ran, run};
use tempfile::TempDir;

/// A folder in which cargo takes all crates from a shelf of these tests.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shelf");
    let config = format!(
        "[source.crates-io]\nreplace-with = \"shelf\"\n\n[source.shelf]\ndirectory = {shelf:?}\n"
    );
    fs::create_dir(folder.path().join(".cargo")).expect("a folder");
    fs::write(folder.path().join(".cargo/config.toml"), config).expect("a file");
    folder
}

/// The paths that a scan finds, and what else it says.
fn scan(args: &[&str]) -> (String, Ran) {
    let folder = folder();
    let ran = run(&folder, &[&["scan", "asyncify-shelved"], args].concat());
    let names = ["on_change", "on_more"];
    let found = names.into_iter().filter(|name| ran.stdout.contains(name));
    (found.collect::<Vec<_>>().join(" "), ran)
}

#[test]
fn a_version_is_fetched_without_a_package_here() {
    for version in ["1", "1.2", "1.2.3", "=1.2.3", "*"] {
        let (found, ran) = scan(&["--version", version]);
        assert_eq!(
            (ran.code, &ran.stderr[..], &found[..]),
            (0, "", "on_change")
        );
        assert!(
            ran.stdout.contains("asyncify-shelved 1.2.3"),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn features_bring_the_dependencies_they_need() {
    for args in [&["--features", "more"][..], &["--all-features"]] {
        let (found, ran) = scan(&[&["--version", "1"], args].concat());
        assert_eq!((ran.code, &ran.stderr[..]), (0, ""));
        assert_eq!(found, "on_change on_more", "{args:?}");
        // The alias is of the dependency: it was read, too.
        assert!(ran.stdout.contains("FnMut(u32)"), "{}", ran.stdout);
    }
}

#[test]
fn what_can_not_be_fetched_is_told_in_a_line() {
    let (_, ran) = scan(&["--version", "1", "--features", "mor"]);
    let message = "`asyncify-shelved` has no feature `mor`: there is `more`";
    assert_eq!(ran, Ran::refused(message));
    for version in ["2", "1.2.2", "=1.0.0"] {
        let (_, ran) = scan(&["--version", version]);
        assert_eq!((ran.code, &ran.stdout[..]), (3, ""));
        assert!(ran.stderr.starts_with("error: cargo: "), "{}", ran.stderr);
        assert!(ran.stderr.contains("asyncify-shelved"), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    }
}
