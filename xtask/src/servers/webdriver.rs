//! A private ChromeDriver, which opens browsers for whoever asks.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::wait_until;
use crate::process::{Failure, cannot_run};

/// The running server. Dropping it stops it.
pub(super) struct WebDriver {
    server: Child,
    /// Of the loopback interface.
    port: u16,
}

impl WebDriver {
    /// Starts a server on a port that is free.
    pub(super) fn start(folder: &Path) -> Result<Self, Failure> {
        let log = folder.join("webdriver.log");
        let output = File::create(&log).map_err(Failure::new)?;
        let errors = output.try_clone().map_err(Failure::new)?;
        let mut command = Command::new("chromedriver");
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        let server = command
            .spawn()
            .map_err(|error| cannot_run(&command, error))?;
        let mut started = Self { server, port: 0 };
        let ready = || port(&log).inspect(|port| started.port = *port).is_some();
        wait_until(ready, &mut started.server, &log)?;
        Ok(started)
    }

    /// Points a program at this server.
    pub(super) fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let url = format!("http://127.0.0.1:{}", self.port);
        command.env("ASYNCIFY_WEBDRIVER", url)
    }
}

/// What the server has written when it is there.
fn port(log: &Path) -> Option<u16> {
    let text = fs::read_to_string(log).ok()?;
    let (_, after) = text.split_once("started successfully on port ")?;
    after.split_once('.')?.0.parse().ok()
}

impl Drop for WebDriver {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to do.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
