//! What is built with asyncify: a user waits for each of these.

use std::collections::BTreeSet;
use std::env;
use std::process::Command;

/// The packages under one that is built with those features.
fn packages(features: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--package", "asyncify", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{lib}"])
        .args(features)
        .output()
        .expect("cargo can be run");
    let (told, said) = (output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    let told = String::from_utf8(told).expect("names");
    told.lines().map(|name| name.replace(" (*)", "")).collect()
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn tokio_is_the_largest_of_few() {
    let bare = names([
        "asyncify",
        "asyncify_codegen",
        "asyncify_macros",
        "asyncify_runtime",
        "diatomic_waker",
        "futures_core",
        "futures_sink",
        "proc_macro2",
        "quote",
        "rtrb",
        "spin",
        "syn",
        "unicode_ident",
    ]);
    assert_eq!(packages(&["--no-default-features"]), bare);
    assert_eq!(packages(&[]), &bare | &names(["pin_project_lite", "tokio"]));
}

#[test]
fn without_tokio_it_is_not_built() {
    let blocking = packages(&["--no-default-features", "--features", "blocking"]);
    assert!(blocking.contains("blocking") && !blocking.contains("tokio"));
}
