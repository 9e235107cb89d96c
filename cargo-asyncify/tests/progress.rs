//! Who waits at a terminal is told what for, after a second; a program that reads is not.

#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use common::PROGRAM;

/// More than any wait here takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends with the test, even if nobody gives it what it waits for.
struct Waiting(Child);

impl Drop for Waiting {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A file that can be read only once it is written to.
fn pipe(folder: &Path, name: &str) {
    let made = Command::new("mkfifo")
        .arg(name)
        .current_dir(folder)
        .status();
    assert!(made.expect("mkfifo runs").success());
}

fn start(command: &mut Command, folder: &Path) -> Waiting {
    command
        .current_dir(folder)
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Waiting(command.spawn().expect("it runs"))
}

/// Whether the system gives out terminals: a container may have none.
fn has_terminals() -> bool {
    let script = Command::new("script")
        .args(["-qefc", "true", "/dev/null"])
        .output();
    script.is_ok_and(|it| it.status.success())
}

/// What is read, piece by piece.
fn pieces(mut from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, pieces) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            let piece = String::from_utf8_lossy(&buffer[..length]).into_owned();
            if sender.send(piece).is_err() {
                break;
            }
        }
    });
    pieces
}

/// Reads on until these words were said.
fn until(said: &mut String, pieces: &Receiver<String>, words: &str) {
    while !said.contains(words) {
        match pieces.recv_timeout(PATIENCE) {
            Ok(piece) => said.push_str(&piece),
            Err(_) => panic!("not {words:?}, but {said:?}"),
        }
    }
}

#[test]
fn a_terminal_tells_what_is_waited_for_and_a_pipe_does_not() {
    if !has_terminals() {
        eprintln!("skipped: there are no terminals here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    pipe(folder, "piped.rs");
    pipe(folder, "shown.rs");
    // It waits longer than the other, which shows that a second is over.
    let mut piped = Command::new(PROGRAM);
    let mut piped = start(piped.args(["expand", "--path", "piped.rs"]), folder);
    let command = format!("'{PROGRAM}' expand --path shown.rs");
    let mut terminal = Command::new("script");
    let mut terminal = start(terminal.args(["-qefc", &command, "/dev/null"]), folder);

    let shown = pieces(terminal.0.stdout.take().expect("a pipe"));
    let mut said = String::new();
    until(&mut said, &shown, "reading: file 1, ");
    fs::write(folder.join("shown.rs"), "fn it() {}").expect("a reader");
    until(&mut said, &shown, "nothing in shown.rs is annotated");

    fs::write(folder.join("piped.rs"), "fn it() {}").expect("a reader");
    let mut said = String::new();
    let stderr = piped.0.stderr.as_mut().expect("a pipe");
    stderr.read_to_string(&mut said).expect("text");
    let nothing = "nothing in piped.rs is annotated with `#[asyncify]`\n";
    assert_eq!(said, nothing);
}
