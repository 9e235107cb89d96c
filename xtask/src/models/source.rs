//! The models as they stand in the sources: their names, and what they say of themselves.

use std::fs;
use std::path::Path;

use crate::process::{self, Failure};

/// A test that explores interleavings.
pub(super) struct Model {
    /// The file it is in, without `.rs`.
    pub(super) file: String,
    pub(super) test: String,
    /// The test's doc comment.
    pub(super) shows: String,
}

impl Model {
    pub(super) fn name(&self) -> String {
        format!("{}::{}", self.file, self.test)
    }
}

/// All models, by file, and within a file as they stand there.
pub(super) fn models() -> Result<Vec<Model>, Failure> {
    let folder = process::root().join("runtime/tests");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .map_err(Failure::new)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("loom") && name.ends_with(".rs"))
        .collect();
    files.sort();
    let mut models = Vec::new();
    for file in files {
        models.extend(models_in(
            &folder.join(&file),
            file.trim_end_matches(".rs"),
        )?);
    }
    Ok(models)
}

fn models_in(path: &Path, file: &str) -> Result<Vec<Model>, Failure> {
    let text = fs::read_to_string(path).map_err(Failure::new)?;
    let mut lines = text.lines();
    let mut models = Vec::new();
    let mut docs = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(doc) = line.strip_prefix("/// ") {
            docs.push(doc);
        } else if line == "#[test]" {
            let test = lines.next().and_then(test_name).unwrap_or_default();
            if docs.is_empty() {
                return Err(Failure::new(format_args!(
                    "{file}::{test} has no doc comment that says what it shows"
                )));
            }
            models.push(Model {
                file: file.to_owned(),
                test: test.to_owned(),
                shows: docs.join(" "),
            });
            docs.clear();
        } else {
            docs.clear();
        }
    }
    Ok(models)
}

fn test_name(line: &str) -> Option<&str> {
    line.strip_prefix("fn ")?.split('(').next()
}
