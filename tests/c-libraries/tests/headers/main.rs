//! C libraries, declared by `cargo asyncify generate` from what rust-bindgen reads in their headers:
//! the modules in the folders are as it writes them, compile, and are driven.
//!
//! With `BLESS=1` the modules are written anew. They are compared where the headers are of the
//! version for which they were written: those of another may have other functions and comments.
#![expect(unsafe_code, reason = "C libraries are called")]

mod cares;
mod portaudio;
mod pulse;
#[path = "../cares/server.rs"]
mod server;
#[path = "../../../libraries/tests/servers/mod.rs"]
mod servers;
mod sqlite;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// The folders, what rust-bindgen wrote for each, and the version for which the modules in the
/// folders were written.
const LIBRARIES: [(&str, &str, &str); 4] = [
    ("cares", "cares.rs", "1.18.1"),
    ("portaudio", "portaudio.rs", "19"),
    ("pulse", "pulse.rs", "16.1"),
    ("sqlite", "sqlite3.rs", "3.40.1"),
];

fn generate(header: &str, config: PathBuf, more: &[&str]) -> ExitCode {
    let header = Path::new(env!("OUT_DIR")).join(header);
    let words = ["cargo-asyncify", "generate", "--c-bindings"].map(OsString::from);
    let files = [header.into(), "--config".into(), config.into()];
    let more = more.iter().map(OsString::from);
    cargo_asyncify::run(words.into_iter().chain(files).chain(more))
}

#[test]
fn the_modules_are_what_is_generated() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/headers");
    let folder = tempfile::tempdir().unwrap();
    for (library, header, written_for) in LIBRARIES {
        let config = tests.join(library).join("asyncify.toml");
        let version = Path::new(env!("OUT_DIR")).join(header);
        let version = fs::read_to_string(version.with_extension("version")).unwrap();
        let elsewhere = folder.path().join(header).display().to_string();
        let more = if env::var_os("BLESS").is_some() {
            assert_eq!(version, written_for, "{library}: the version to put above");
            &["--force"][..]
        } else if version == written_for {
            &["--check"][..]
        } else {
            println!("{library} is {version}, and not compared with what {written_for} became");
            &["--output", &elsewhere][..]
        };
        let told = generate(header, config, more);
        assert_eq!(told, ExitCode::SUCCESS, "{library}: see above");
    }
}

/// Whoever accepts a proposal gets what the macro takes.
#[test]
fn the_macro_takes_all_that_is_proposed() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("asyncify.toml");
    for (library, header, _) in LIBRARIES {
        let accepted = format!(
            "[[binding]]\ncrate = {library:?}\nc_bindings = {header:?}\noutput = {header:?}\n\
             [binding.fn.\"*\"]\naccept = true\n"
        );
        fs::write(&config, accepted).unwrap();
        let told = generate(header, config.clone(), &[]);
        assert_eq!(told, ExitCode::SUCCESS, "{library}: see above");
        let module = fs::read_to_string(folder.path().join(header)).unwrap();
        assert!(module.contains("#[user_data]"), "{module}");
        assert!(!module.contains("TODO"), "{module}");
    }
}
