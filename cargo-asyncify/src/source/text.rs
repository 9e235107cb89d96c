//! Files as text, and as syntax; and one line for what is wrong with them.

use std::path::Path;
use std::{env, fs};

/// A path as a reader knows it: from the current directory on, if it is below that.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.display().to_string()
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    let shown = shown(path);
    let bytes = fs::read(path).map_err(|error| format!("{shown} can't be read: {error}"))?;
    String::from_utf8(bytes).map_err(|_| format!("{shown} is no text in UTF-8"))
}

/// The text of a file, parsed.
pub(crate) fn parse(path: &Path, text: &str) -> Result<syn::File, String> {
    syn::parse_file(text).map_err(|error| {
        let at = error.span().start();
        let (line, column) = (at.line, at.column + 1);
        let reason = match error.to_string() {
            // The lexer's only message.
            text if text == "cannot parse string into token stream" => {
                String::from("a bracket or a quote without its other, or no token at all")
            }
            text => text,
        };
        let shown = shown(path);
        format!("{shown}:{line}:{column}: no Rust that can be parsed: {reason}")
    })
}
