use std::path::Path;
use std::process::Command;

use rustdoc_types::{Crate, FORMAT_VERSION};
use serde::Deserialize;

use super::functions;

#[derive(Deserialize)]
struct Format {
    format_version: u32,
}

/// What rustdoc says of `fixture.rs`; none if this rustdoc's JSON is another than we read.
fn docs() -> Option<Crate> {
    let rustdoc = Command::new(std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()))
        .args([
            "--edition",
            "2024",
            "--cap-lints",
            "allow",
            "-Zunstable-options",
        ])
        .args(["--output-format", "json", "--out-dir", "-"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/count/fixture.rs"))
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .expect("rustdoc can be run");
    assert!(
        rustdoc.status.success(),
        "{}",
        String::from_utf8_lossy(&rustdoc.stderr)
    );
    let json = String::from_utf8(rustdoc.stdout).expect("JSON is text");
    let Format { format_version } =
        serde_json::from_str(&json).expect("every format has a version");
    if format_version != FORMAT_VERSION {
        eprintln!("not tested: this rustdoc writes format {format_version}");
        return None;
    }
    Some(serde_json::from_str(&json).expect("of the format that is read"))
}

#[test]
fn counts_what_takes_a_callback() {
    let Some(docs) = docs() else { return };
    let counted = functions(&docs);
    let names: Vec<&str> = counted.iter().map(|function| function.name()).collect();
    assert_eq!(
        names,
        [
            "fixture::Api::takes_in_trait",
            "fixture::Client::takes_of_block",
            "fixture::prelude::takes_by_glob",
            "fixture::prelude::takes_renamed",
            "fixture::takes_alias",
            "fixture::takes_borrowed",
            "fixture::takes_boxed",
            "fixture::takes_generic",
            "fixture::takes_handler",
            "fixture::takes_impl",
            "fixture::takes_job",
            "fixture::takes_listener",
            "fixture::takes_pointer",
            "fixture::takes_where",
        ]
    );
    let boxed = &counted[6];
    assert!(boxed.paths.contains("fixture::prelude::takes_boxed"));
}
