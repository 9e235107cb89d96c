//! Tests that talk to servers of their own, on a machine that may have no sound card at all.

mod feed;
mod jack;
mod pulse;
mod webdriver;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{self, Failure};

use feed::Feed;
use jack::Jack;
use pulse::Pulse;
use webdriver::WebDriver;

/// Runs tests, as a command that is all built, while PulseAudio has three microphones: one hears a
/// 440 Hz tone, one the demo's recording, over and over, and one samples that count up; and a loop,
/// where what is played is heard.
pub(crate) fn with_microphones(tests: &mut Command) -> Result<(), Failure> {
    let recording = Feed::recording(&process::root().join("examples/demo/recording.wav"))?;
    let feeds = [Feed::tone(440.0, 48_000), recording, Feed::counting(48_000)];
    // Stopped when dropped, so also when a test fails.
    let server = Pulse::start(&folder()?, &feeds)?;
    process::run(server.environment(tests).env("ASYNCIFY_AUDIO", "1"))
}

/// Runs tests, as a command that is all built, while JACK plays to nobody.
pub(crate) fn with_jack(tests: &mut Command) -> Result<(), Failure> {
    let server = Jack::start(&folder()?)?;
    process::run(server.environment(tests).env("ASYNCIFY_JACK", "1"))
}

/// Runs tests, as a command that is all built, while there is somebody who opens browsers.
pub(crate) fn with_webdriver(tests: &mut Command) -> Result<(), Failure> {
    let server = WebDriver::start(&folder()?)?;
    process::run(server.environment(tests))
}

/// Where the servers write.
fn folder() -> Result<PathBuf, Failure> {
    let folder = process::target().join("servers");
    fs::create_dir_all(&folder).map_err(Failure::new)?;
    Ok(folder)
}

/// Waits until a server that has been started answers.
fn wait_until(
    mut ready: impl FnMut() -> bool,
    server: &mut Child,
    log: &Path,
) -> Result<(), Failure> {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !ready() {
        let ended = server.try_wait().map_err(Failure::new)?.is_some();
        if ended || Instant::now() > deadline {
            let log = log.display();
            return Err(Failure::new(format_args!(
                "a server did not start: see {log}"
            )));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
