//! C libraries, declared by `cargo asyncify generate` from what rust-bindgen reads in their headers:
//! the modules in the folders are as it writes them, compile, and are driven.
//!
//! With `BLESS=1` the modules are written anew.
#![expect(unsafe_code, reason = "C libraries are called")]

mod cares;
mod portaudio;
mod pulse;
#[path = "../cares/server.rs"]
mod server;
#[path = "../../../libraries/tests/servers/mod.rs"]
mod servers;
mod sqlite;

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

#[test]
fn the_modules_are_what_is_generated() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/headers");
    let last = match env::var_os("BLESS") {
        Some(_) => "--force",
        None => "--check",
    };
    for (library, header) in [
        ("cares", "cares.rs"),
        ("portaudio", "portaudio.rs"),
        ("pulse", "pulse.rs"),
        ("sqlite", "sqlite3.rs"),
    ] {
        let header = Path::new(env!("OUT_DIR")).join(header);
        let config = tests.join(library).join("asyncify.toml");
        let words = ["cargo-asyncify", "generate", "--c-bindings"].map(OsString::from);
        let files = [header.into(), "--config".into(), config.into()];
        let arguments = words.into_iter().chain(files).chain([last.into()]);
        let told = cargo_asyncify::run(arguments);
        assert_eq!(told, ExitCode::SUCCESS, "{library}: see above");
    }
}
