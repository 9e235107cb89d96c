//! Inputs as the fuzzer wants them, a file each, and as they are kept, two lines each.
//!
//! `inputs unpack FOLDER SOURCE..` writes what is kept in text files, and every annotated item of
//! Rust files, into the folder. `inputs pack FILE FOLDER OLD` keeps what is in the folder, and
//! was not in the old one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use syn::Item;
use syn::visit::{self, Visit};

#[allow(dead_code)]
#[path = "../../../codegen/tests/common/mod.rs"]
mod common;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).map(PathBuf::from).collect();
    let done = match arguments.as_slice() {
        [word, folder, sources @ ..] if word == "unpack" => unpack(folder, sources),
        [word, file, folder, old] if word == "pack" => pack(file, folder, old),
        _ => Err(io::Error::other(
            "usage: inputs unpack FOLDER SOURCE.. | pack FILE FOLDER OLD",
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn unpack(folder: &Path, sources: &[PathBuf]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut inputs = Inputs(Vec::new());
    for source in sources {
        inputs.read(source)?;
    }
    for (number, input) in inputs.0.iter().enumerate() {
        fs::write(folder.join(format!("{number:04}")), input)?;
    }
    Ok(())
}

fn pack(file: &Path, folder: &Path, old: &Path) -> io::Result<()> {
    let mut kept = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !old.join(entry.file_name()).exists() {
            let input = fs::read(entry.path())?;
            kept.push(asyncify_fuzz::canonical(&String::from_utf8_lossy(&input)));
        }
    }
    kept.sort();
    kept.dedup();
    fs::write(file, kept.concat())
}

struct Inputs(Vec<String>);

impl Inputs {
    fn read(&mut self, source: &Path) -> io::Result<()> {
        if source.is_dir() {
            let mut entries: Vec<_> = fs::read_dir(source)?.collect::<Result<_, _>>()?;
            entries.sort_by_key(fs::DirEntry::path);
            return entries
                .iter()
                .try_for_each(|entry| self.read(&entry.path()));
        }
        let extension = source.extension().and_then(|extension| extension.to_str());
        match extension {
            Some("rs") => self.items(&fs::read_to_string(source)?),
            Some("txt") => self.pairs(&fs::read_to_string(source)?),
            _ => {}
        }
        Ok(())
    }

    fn items(&mut self, source: &str) {
        // What is not Rust as it stands is there to be wrong.
        if let Ok(file) = syn::parse_file(source) {
            self.visit_file(&file);
        }
    }

    fn pairs(&mut self, kept: &str) {
        let lines: Vec<_> = kept.lines().collect();
        let pairs = lines.chunks(2).map(|pair| pair.join("\n"));
        self.0.extend(pairs);
    }
}

impl<'a> Visit<'a> for Inputs {
    fn visit_item(&mut self, item: &'a Item) {
        if let Some((args, item)) = common::annotated(item.clone()) {
            self.0.push(asyncify_fuzz::write(args, item));
        }
        visit::visit_item(self, item);
    }
}
