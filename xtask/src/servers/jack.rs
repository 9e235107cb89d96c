//! A private JACK server whose sound card is a dummy.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::wait_until;
use crate::process::{Failure, cannot_run, succeeds};

/// The running server. Dropping it stops it.
pub(super) struct Jack {
    server: Child,
    name: String,
}

impl Jack {
    /// Starts a server that no other process on this machine knows. Its log lies in `folder`.
    pub(super) fn start(folder: &Path) -> Result<Self, Failure> {
        let name = format!("asyncify-{}", std::process::id());
        let log = folder.join("jack.log");
        let output = fs::File::create(&log).map_err(Failure::new)?;
        let errors = output.try_clone().map_err(Failure::new)?;
        let mut command = Command::new("jackd");
        command
            // A client that this busy machine keeps waiting is no failure: it may take 10 s.
            .args([
                "--name",
                &name,
                "--no-realtime",
                "--sync",
                "--timeout",
                "10000",
            ])
            .args(["-d", "dummy", "--rate", "48000", "--period", "512"])
            .env("JACK_NO_AUDIO_RESERVATION", "1")
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        let server = command
            .spawn()
            .map_err(|error| cannot_run(&command, error))?;
        let mut started = Self { server, name };
        let mut ports = Command::new("jack_lsp");
        started.environment(&mut ports);
        wait_until(|| succeeds(&mut ports), &mut started.server, &log)?;
        Ok(started)
    }

    /// Points a program at this server.
    pub(super) fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("JACK_DEFAULT_SERVER", &self.name)
    }
}

impl Drop for Jack {
    fn drop(&mut self) {
        // Killed outright it would leave its shared memory behind.
        let id = self.server.id().to_string();
        if !succeeds(Command::new("sh").args(["-c", "kill \"$0\"", &id])) {
            // It may have ended by itself: then there is nothing to do.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}
