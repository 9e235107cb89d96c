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
