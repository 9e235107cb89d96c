//! The tests that unsafe code says it is covered by.

use std::fs;

use crate::process::{self, Failure};

/// The text of every file of tests, by its name.
pub(super) struct Tests(Vec<(String, String)>);

impl Tests {
    /// All in the workspace.
    pub(super) fn find() -> Result<Tests, Failure> {
        let mut files = process::files(process::root(), &["target", "fuzz"])?;
        files.retain(|path| path.iter().any(|folder| folder == "tests"));
        let mut tests = Vec::new();
        for path in files {
            let named = match path.file_name() {
                Some(name) if name == "main.rs" => path.parent(),
                _ => Some(path.as_path()),
            };
            let name = named.and_then(|path| path.file_stem()).unwrap_or_default();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).map_err(Failure::new)?;
                tests.push((name.to_string_lossy().into_owned(), text));
            }
        }
        Ok(Tests(tests))
    }

    /// Whether there is that file, or that test in it.
    pub(super) fn has(&self, name: &str) -> bool {
        let (file, test) = name.split_once("::").unwrap_or((name, ""));
        let is_there = |text: &str| test.is_empty() || text.contains(&format!("fn {test}("));
        self.0
            .iter()
            .any(|(name, text)| name == file && is_there(text))
    }
}
