//! `cargo xtask unsafe`: every piece of unsafe code in the libraries, why it is sound, and which
//! tests cover it.
//!
//! What it is sound by stands above it, as `// SAFETY: ..`, and above an `unsafe fn` as `# Safety`.
//! What covers it is said there too, or for all of a file in its first comment: ``Tested by
//! `loom_once::complete_races_poll`, `contract_once`.`` names a test, and a file of them.

mod source;
mod table;
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{self, Failure};
use source::Unsafe;
use tests::Tests;

/// What users run, or have in their code: the libraries, and what the macro writes.
const LIBRARIES: [&str; 5] = [
    "bindings",
    "codegen/src",
    "macros/src",
    "runtime/src",
    "src",
];

/// The unsafe code of a file.
struct File {
    /// As it is written in the inventory.
    path: String,
    found: Vec<Unsafe>,
}

/// Writes the inventory, or says whether it is what would be written.
pub(crate) fn run(check: bool) -> Result<(), Failure> {
    let tests = Tests::find()?;
    let mut files = Vec::new();
    for folder in LIBRARIES {
        for path in rust_files(&process::root().join(folder))? {
            let text = fs::read_to_string(&path).map_err(Failure::new)?;
            let path = shown(&path);
            let found = source::find(&text);
            for piece in &found {
                complaint(piece, &tests).map_or(Ok(()), |complaint| {
                    Err(Failure::new(format_args!(
                        "{path}:{}: {complaint}",
                        piece.line
                    )))
                })?;
            }
            if !found.is_empty() {
                files.push(File { path, found });
            }
        }
    }
    let path = process::root().join("docs/unsafe.md");
    let text = table::render(&files);
    if !check {
        return fs::write(&path, text).map_err(Failure::new);
    }
    if fs::read_to_string(&path).unwrap_or_default() != text {
        return Err(Failure::new(
            "docs/unsafe.md is out of date: `cargo xtask unsafe` writes it",
        ));
    }
    Ok(())
}

/// What a reviewer would ask for.
fn complaint(piece: &Unsafe, tests: &Tests) -> Option<String> {
    if piece.reason.is_empty() {
        return Some(
            "say why this is sound: `// SAFETY: ..`, above an `unsafe fn` `# Safety`".into(),
        );
    }
    if piece.tests.is_empty() {
        return Some("say what covers this: ``Tested by `file::test`, `file`.``".into());
    }
    let unknown = piece.tests.iter().find(|test| !tests.has(test))?;
    Some(format!("there is no test `{unknown}`"))
}

/// All Rust files in the folder, but tests.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = process::files(folder, &["tests", "examples"])?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    Ok(files)
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(process::root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
