//! Writes `docs/cookbook.md`, or with `--check` says whether it is what would be written.

mod entry;
mod page;
mod signatures;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use entry::Entry;

fn main() -> ExitCode {
    let check = std::env::args()
        .skip(1)
        .any(|argument| argument == "--check");
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<(), String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.join("../..");
    let converted = read(&package.join("src/entries"))?;
    every_file_is_compiled(&package.join("src/entries/mod.rs"), &converted)?;
    let refused = read(&root.join("tests/ui/scope"))?;
    let page = page::render(&converted, &refused)?;
    let path = root.join("docs/cookbook.md");
    if !check {
        return fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()));
    }
    match fs::read_to_string(&path) {
        Ok(known) if known == page => Ok(()),
        _ => Err("docs/cookbook.md is out of date: run `cargo xtask corpus`".to_owned()),
    }
}

/// The entries of a folder, in the order of their names.
fn read(folder: &Path) -> Result<Vec<Entry>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let files = fs::read_dir(folder).map_err(failed)?;
    let files = files.map(|file| file.map(|file| file.path()).map_err(failed));
    let mut files = files.collect::<Result<Vec<PathBuf>, String>>()?;
    files.sort();
    files
        .iter()
        .filter(|file| file.extension().is_some_and(|ext| ext == "rs"))
        .filter(|file| !file.ends_with("mod.rs"))
        .map(|file| Entry::read(file))
        .collect()
}

/// An entry that is not among the modules would be shown without being tested.
fn every_file_is_compiled(modules: &Path, entries: &[Entry]) -> Result<(), String> {
    let modules = fs::read_to_string(modules).map_err(|error| error.to_string())?;
    for entry in entries {
        let module = format!("pub mod {};", entry.name);
        if !modules.lines().any(|line| line == module) {
            return Err(format!("tests/corpus/src/entries/mod.rs lacks `{module}`"));
        }
    }
    Ok(())
}
