//! Where a module goes, or what it is compared with.

use std::fs;
use std::io;
use std::path::Path;

use super::fingerprint;
use crate::Failure;

/// Fails if the file is not what would be written; formatted it may be.
pub(super) fn check(file: &Path, text: &str) -> Result<(), Failure> {
    let shown = file.display();
    let Some(found) = read(file)? else {
        return Err(Failure::difference(format!("{shown} does not exist")));
    };
    if fingerprint::are_same(&found, text) {
        return Ok(());
    }
    Err(Failure::difference(match first_difference(&found, text) {
        Some((number, line)) => format!(
            "{shown}:{number}: not what would be generated: `{}`",
            line.trim()
        ),
        None => format!("{shown} is not what would be generated: there is more of it"),
    }))
}

/// The first line of `found` that differs from that of `text`.
fn first_difference<'a>(found: &'a str, text: &str) -> Option<(usize, &'a str)> {
    let is_told = |line: &&str| !line.starts_with("// fingerprint: ");
    let mut expected = text.lines().filter(is_told);
    let mut lines = (1..).zip(found.lines()).filter(|(_, line)| is_told(line));
    lines.find(|(_, line)| expected.next() != Some(line))
}

/// Writes the file, in one step. One that is not as the program wrote it is left alone unless
/// `force` is said.
pub(super) fn write(file: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let shown = file.display();
    if let Some(found) = read(file)? {
        if fingerprint::are_same(&found, text) {
            return Ok(());
        }
        if !force && !fingerprint::is_intact(&found) {
            return Err(Failure::input(format!(
                "{shown} was written or edited by hand: `--force` overwrites it, and decisions in \
                 asyncify.toml are kept"
            )));
        }
    }
    replace(file, text)
        .map_err(|error| Failure::input(format!("{shown} can't be written: {error}")))
}

fn read(file: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::input(format!(
            "{} can't be read: {error}",
            file.display()
        ))),
    }
}

/// Nobody ever sees half a file.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let process = std::process::id();
    let unfinished = file.with_file_name(format!(".{}.{process}", name.to_string_lossy()));
    let written = fs::write(&unfinished, text).and_then(|()| fs::rename(&unfinished, file));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&unfinished);
    }
    written
}
