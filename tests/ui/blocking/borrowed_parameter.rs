use asyncify::asyncify;
use std::path::Path;

#[asyncify(stream, blocking)]
fn read(path: &str, mut callback: impl FnMut(String)) {
    callback(path.to_owned());
}

#[asyncify(stream, blocking)]
fn walk(path: &Path, mut callback: impl FnMut(String)) {
    callback(path.display().to_string());
}

fn main() {}

// mend: `path: &str` -> `path: String`
//       `callback(path.to_owned())` -> `callback(path)`
//       `path: &Path` -> `path: std::path::PathBuf`
