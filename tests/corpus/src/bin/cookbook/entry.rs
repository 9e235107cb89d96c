//! One file: what it is about, its code as written, and what becomes of that.

use std::fs;
use std::path::Path;

use crate::signatures::{self, Twin};

pub(crate) struct Entry {
    /// The name of the file.
    pub(crate) name: String,
    /// Library and version.
    pub(crate) library: String,
    /// The function or trait.
    pub(crate) item: String,
    /// What is to be known about it.
    pub(crate) note: String,
    /// As written, without what is imported.
    pub(crate) code: String,
    pub(crate) twins: Vec<Twin>,
    /// What the macro has to say against it.
    pub(crate) objections: Vec<String>,
}

impl Entry {
    pub(crate) fn read(file: &Path) -> Result<Entry, String> {
        let fail = |message: &str| format!("{}: {message}", file.display());
        let text = fs::read_to_string(file).map_err(|error| fail(&error.to_string()))?;
        let (docs, rest): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with("//!"));
        let mut docs = docs
            .iter()
            .map(|line| line.trim_start_matches("//!").trim());
        let title = docs.next().and_then(|title| title.split_once(": "));
        let (library, item) =
            title.ok_or_else(|| fail("the first line must be `//! library version: `item``"))?;
        let note = docs.collect::<Vec<_>>().join(" ").trim().to_owned();
        let parsed = syn::parse_file(&text).map_err(|error| fail(&error.to_string()))?;
        let found = signatures::of(parsed).map_err(|error| fail(&error))?;
        Ok(Entry {
            name: file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            library: library.to_owned(),
            item: item.trim_matches('`').to_owned(),
            note,
            code: itself(&rest),
            twins: found.twins,
            objections: found.objections,
        })
    }
}

/// The code below the imports, without what only a test needs.
fn itself(lines: &[&str]) -> String {
    let last = lines.iter().rposition(|line| line.starts_with("use "));
    let code = lines[last.map_or(0, |at| at + 1)..].join("\n");
    let code = code
        .split_once("fn main() {}")
        .map_or(&*code, |(code, _)| code);
    code.trim().to_owned()
}
