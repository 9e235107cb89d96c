//! `cargo asyncify explain`

mod common;

use common::{Ran, run};

fn explain(args: &[&str]) -> Ran {
    run(env!("CARGO_MANIFEST_DIR"), &[&["explain"], args].concat())
}

#[test]
fn several_codes_are_explained_one_after_the_other() {
    let ran = explain(&["a0101", "[A0501]"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let titles: Vec<_> = ran
        .stdout
        .lines()
        .filter(|line| line.starts_with("A0"))
        .collect();
    assert_eq!(
        titles,
        [
            "A0101: An option that does not exist",
            "A0501: Several callbacks, and none says what it is for",
        ]
    );
    assert!(
        ran.stdout.contains("\nWrong:\n\n    #[asyncify(strem)]\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn without_a_code_all_are_listed() {
    let ran = explain(&[]);
    assert_eq!(ran, explain(&["--list"]));
    assert_eq!(ran.code, 0);
    let listed = ran.stdout.lines().filter(|line| line.starts_with("  A"));
    assert_eq!(listed.count(), asyncify_codegen::Code::ALL.len());
}

#[test]
fn unknown_codes_are_told_each_and_nothing_is_explained() {
    let ran = explain(&["A0101", "A9999", "roles"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("error: no diagnostic has the code `A9999`: "));
    assert!(lines[1].starts_with("error: `roles` is no code: "));
}
