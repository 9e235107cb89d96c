//! A client or a server as a process of its own.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// How long anything may take on a machine that is busy with something else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The running process. Dropping it ends it.
pub(crate) struct End {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl End {
    pub(crate) fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let output = BufReader::new(child.stdout.take().unwrap());
        let (line, lines) = channel();
        thread::spawn(move || {
            // Until it ends, or nobody wants to know any more.
            for text in output.lines().map_while(Result::ok) {
                if line.send(text).is_err() {
                    return;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            lines,
        }
    }

    /// The next line that it prints.
    pub(crate) fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("it goes on")
    }

    /// The rest of a line that it prints sooner or later.
    pub(crate) fn after(&self, start: &str) -> String {
        loop {
            if let Some(rest) = self.line().strip_prefix(start) {
                return rest.to_owned();
            }
        }
    }

    /// What else it prints until it has ended well.
    pub(crate) fn rest(mut self) -> Vec<String> {
        let lines = std::iter::from_fn(|| match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => None,
            Err(timeout) => panic!("{timeout}"),
        });
        let lines: Vec<_> = lines.collect();
        assert!(self.child.wait().unwrap().success(), "{lines:?}");
        lines
    }

    /// Types a line.
    pub(crate) fn type_line(&mut self, text: &str) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{text}").unwrap();
    }

    /// Ends its input.
    pub(crate) fn end_input(&mut self) {
        self.input = None;
    }
}

impl Drop for End {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn voice_link(command: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_voice-link"));
    program.arg(command);
    program
}

/// A file of this test's own.
pub(crate) fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// A tune, as a file and as its samples.
pub(crate) fn recording() -> (PathBuf, Vec<i16>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/recording.wav");
    let samples = hound::WavReader::open(&file).unwrap().into_samples();
    (file, samples.map(Result::unwrap).collect())
}

/// What is needed that not every machine has; says so if it is not there, past the test harness, which
/// would keep it.
pub(crate) fn given(variable: &str) -> Option<String> {
    let value = std::env::var(variable).ok();
    if value.is_none() {
        let test = thread::current().name().unwrap_or_default().to_owned();
        let how = "`cargo xtask test --all` runs it";
        let _ = writeln!(std::io::stderr(), "{test}: skipped, {how}");
    }
    value
}
