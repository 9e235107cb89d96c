//! `cargo asyncify expand`: what is found, how it is named, and what is said of mistakes.

mod common;

use std::fs;
use std::path::Path;

use common::{Ran, run};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/expand");

fn expand(args: &[&str]) -> Ran {
    run(FIXTURE, &[&["expand"], args].concat())
}

/// The comment lines above the items.
fn headings(ran: &Ran) -> Vec<&str> {
    let lines = ran.stdout.lines();
    lines.filter_map(|line| line.strip_prefix("// ")).collect()
}

#[test]
fn all_that_is_annotated_is_found_where_it_stands() {
    let ran = expand(&[]);
    assert_eq!((ran.code, &ran.stderr[..]), (0, ""));
    let expected = [
        "src/lib.rs:12: renamed",
        "src/lib.rs:17: conditional, if feature = \"twins\"",
        "src/lib.rs:27: outer::in_a_body",
        "src/lib.rs:35: in_a_macro",
        "src/client.rs:5: client::Client",
        "src/client.rs:21: client::Client::alone",
        "src/client.rs:27: client::PlayerAsync",
        "src/client.rs:32: client::Listener",
        "src/client.rs:37: client::clock",
        "src/deep/inner/mod.rs:1: deep::inner::far_down",
        "src/deep/inline/leaf.rs:1: deep::inline::leaf::leaf",
        "src/elsewhere.rs:1: other::extern \"C\"",
        "examples/example.rs:3: shown",
    ];
    assert_eq!(headings(&ran), expected);
}

#[test]
fn a_name_or_the_end_of_its_path_selects() {
    let selected = [
        ("renamed", "src/lib.rs:12: renamed"),
        (
            "crate::client::Client::fetch",
            "src/client.rs:5: client::Client",
        ),
        ("Client::fetch", "src/client.rs:5: client::Client"),
        ("alone", "src/client.rs:21: client::Client::alone"),
        // By the type, and by the trait that is made for it.
        ("Player", "src/client.rs:27: client::PlayerAsync"),
        ("PlayerAsync::play", "src/client.rs:27: client::PlayerAsync"),
        ("clock::after", "src/client.rs:37: client::clock"),
        ("walk", "src/elsewhere.rs:1: other::extern \"C\""),
        // By what it stands in.
        ("outer", "src/lib.rs:27: outer::in_a_body"),
        ("inner", "src/deep/inner/mod.rs:1: deep::inner::far_down"),
    ];
    for (name, heading) in selected {
        let ran = expand(&[name]);
        assert_eq!((ran.code, &ran.stderr[..]), (0, ""), "{name}");
        assert_eq!(headings(&ran), [heading], "{name}");
    }
}

#[test]
fn all_of_a_module_or_a_type_is_shown() {
    let ran = expand(&["deep"]);
    let deep = [
        "src/deep/inner/mod.rs:1: deep::inner::far_down",
        "src/deep/inline/leaf.rs:1: deep::inline::leaf::leaf",
    ];
    assert_eq!((ran.code, headings(&ran)), (0, deep.to_vec()));
    let ran = expand(&["client::Client"]);
    let client = [
        "src/client.rs:5: client::Client",
        "src/client.rs:21: client::Client::alone",
    ];
    assert_eq!((ran.code, headings(&ran)), (0, client.to_vec()));
}

#[test]
fn the_code_is_formatted_with_its_bodies_and_within_its_block() {
    let ran = expand(&["alone"]);
    let expected = "\
// src/client.rs:21: client::Client::alone
impl<T> Client<T>
where
    T: Clone,
{
    pub async fn alone(&self) -> ::core::result::Result<T, ::asyncify::Abandoned> {
        ::asyncify::once(move |done| {
                let callback = move |value: T| done.finish(value);
                callback(self.0.clone())
            })
            .await
    }
}
";
    assert_eq!(ran.stdout, expected);
    assert!(expand(&["conditional"]).stdout.contains("\n#[inline]\n"));
}

/// Without the empty lines, which are between items only.
fn compact(code: &str) -> String {
    let lines: Vec<_> = code.lines().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn it_is_what_the_macro_writes() {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/expand");
    let mut compared = 0;
    for entry in fs::read_dir(pairs).expect("the pairs of codegen") {
        let input = entry.expect("an entry").path();
        let output = input.with_extension("expanded.rs");
        let Ok(written) = fs::read_to_string(&output) else {
            continue;
        };
        let ran = expand(&["--path", input.to_str().expect("a plain path")]);
        assert!(!ran.stdout.is_empty(), "{}", input.display());
        let written = compact(&written);
        let shown = compact(&ran.stdout);
        let items = shown.strip_prefix("// ").expect("a heading");
        for item in items.split("\n// ") {
            let (heading, code) = item.split_once('\n').expect("code under the heading");
            assert!(written.contains(code), "{heading}");
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared} items");
}

#[test]
fn each_mistake_is_a_line_at_its_place_and_the_rest_is_shown() {
    let ran = expand(&["--path", "mistakes.rs"]);
    assert_eq!(ran.code, 3);
    assert_eq!(headings(&ran), ["mistakes.rs:6: fine"]);
    let starts = [
        "error: mistakes.rs:3:12: unknown option `strem`, did you mean `stream`?",
        "error: mistakes.rs:10:8: there are 2 callbacks, so each needs a role",
    ];
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert_eq!(lines.len(), starts.len(), "{}", ran.stderr);
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
        let code = line
            .rsplit_once(" [")
            .expect("a code")
            .1
            .trim_end_matches(']');
        assert!(code.parse::<asyncify_codegen::Code>().is_ok(), "{line}");
    }
}

#[test]
fn an_unknown_name_gets_the_nearest_ones_or_a_way_on() {
    let said = [
        (
            "Client::fetsh",
            "no annotated item is called `Client::fetsh`: did you mean `client::Client::fetch`?",
        ),
        (
            "zzz",
            "no annotated item is called `zzz`: without a name, all are shown",
        ),
        (
            "bare",
            "nothing in the module `bare` is annotated with `#[asyncify]`",
        ),
        (
            "deap",
            "no annotated item is called `deap`: did you mean `deep`?",
        ),
        (
            "plain",
            "`plain`, src/lib.rs:22, is not annotated: write `#[asyncify]` on it",
        ),
    ];
    for (name, message) in said {
        assert_eq!(expand(&[name]), Ran::refused(message));
    }
}

#[test]
fn that_nothing_is_annotated_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("it.rs"), "fn it() {}").expect("a file");
    let ran = run(folder.path(), &["expand", "--path", "it.rs"]);
    assert_eq!((ran.code, &ran.stdout[..]), (0, ""));
    assert_eq!(
        ran.stderr,
        "nothing in it.rs is annotated with `#[asyncify]`\n"
    );
}
