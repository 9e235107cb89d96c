//! `cargo xtask test --audio`: capture from virtual microphones on a machine that may have no sound
//! card at all.

mod feed;
mod server;

use std::fs;

use crate::process::{self, Failure};
use crate::setup;
use crate::test::SELECTION;

use feed::Feed;
use server::Server;

/// Runs the tests called `capture` with two microphones: one hears a 440 Hz tone, the other the
/// demo's recording, over and over.
pub(crate) fn test() -> Result<(), Failure> {
    setup::sound_library()?;
    setup::sound_server()?;

    // Everything is built before the server starts: compilers would starve it.
    let tests = || {
        let mut tests = process::cargo();
        tests
            .current_dir(process::root())
            .arg("test")
            .args(SELECTION)
            .args(["--test", "capture"]);
        tests
    };
    process::run(tests().arg("--no-run"))?;

    let recording = Feed::recording(&process::root().join("examples/demo/recording.wav"))?;
    let feeds = [Feed::tone(440.0, 48_000), recording];
    let folder = process::target().join("audio");
    fs::create_dir_all(&folder).map_err(Failure::new)?;
    // Stopped when dropped, so also when a test fails.
    let server = Server::start(&folder, &feeds)?;
    process::run(server.environment(&mut tests()).env("ASYNCIFY_AUDIO", "1"))
}
