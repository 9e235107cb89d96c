//! `cargo xtask models --broken`: each model must fail where what it is about is broken.
//!
//! The workspace is copied; in the copy one change after the other is made, and taken back.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::mistakes::{MISTAKES, Mistake};
use super::tests;
use crate::process::{self, Failure};

/// How long it may take to build a model and see it fail: as a rule the first executions do.
const PATIENCE: Duration = Duration::from_secs(300);

/// Makes one mistake after the other, in a copy.
pub(crate) fn run() -> Result<(), Failure> {
    let copy = process::target().join("broken");
    copy_folder(process::root(), &copy)?;
    let mut missed = 0;
    for mistake in MISTAKES {
        let (file, model) = mistake.model;
        match mistake.is_found(&copy)? {
            Ok(()) => println!("found by {file}::{model}: {}", mistake.what),
            Err(why) => {
                missed += 1;
                println!("NOT found by {file}::{model}: {}: {why}", mistake.what);
            }
        }
    }
    match missed {
        0 => Ok(()),
        _ => Err(Failure::new(format_args!(
            "{missed} mistakes were not found"
        ))),
    }
}

impl Mistake {
    /// Makes the mistake, runs the model, and takes the mistake back. If the model did not find it,
    /// says why.
    fn is_found(&self, workspace: &Path) -> Result<Result<(), &'static str>, Failure> {
        let path = workspace.join("runtime/src").join(self.file);
        let text = fs::read_to_string(&path).map_err(Failure::new)?;
        if text.matches(self.find).count() != 1 {
            return Ok(Err("its place is not found once"));
        }
        process::write(&path, &text.replace(self.find, self.replace))?;
        let found = self.fails(workspace);
        process::write(&path, &text)?;
        found
    }

    /// Whether the model fails.
    fn fails(&self, workspace: &Path) -> Result<Result<(), &'static str>, Failure> {
        let (file, test) = self.model;
        let told = process::target().join("broken.txt");
        let mut model = tests(workspace);
        model
            // Not where the real ones are built: cargo would take a broken model for one of them.
            .env("CARGO_TARGET_DIR", process::target().join("loom-broken"))
            // Building takes longer than failing: so it is not optimized, and what the mistake does
            // not concern stays.
            .env("CARGO_INCREMENTAL", "1")
            .args(["--quiet", "--test", file, "--", "--exact", test])
            .stdout(File::create(&told).map_err(Failure::new)?)
            .stderr(Stdio::null());
        let Some(succeeded) = succeeds_in_time(&mut model)? else {
            return Ok(Err("the model does not end"));
        };
        let told = fs::read_to_string(&told).map_err(Failure::new)?;
        Ok(match (succeeded, told.contains("running 1 test")) {
            (_, false) => Err("it does not compile, or there is no such model"),
            (true, true) => Err("the model holds"),
            (false, true) => Ok(()),
        })
    }
}

/// Absent if it takes too long.
fn succeeds_in_time(command: &mut Command) -> Result<Option<bool>, Failure> {
    let mut child = command
        .spawn()
        .map_err(|error| process::cannot_run(command, error))?;
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait().map_err(Failure::new)? {
            return Ok(Some(status.success()));
        }
        thread::sleep(Duration::from_millis(20));
    }
    child.kill().map_err(Failure::new)?;
    child.wait().map_err(Failure::new)?;
    Ok(None)
}

/// Copies what is not built. What has not changed stays as it is, so that it is not built again.
fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::new)?;
    for entry in fs::read_dir(from).map_err(Failure::new)? {
        let entry = entry.map_err(Failure::new)?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        let is_folder = entry.file_type().map_err(Failure::new)?.is_dir();
        let is_left_out = [".git", "target"]
            .iter()
            .any(|name| entry.file_name() == *name);
        if is_left_out || path == process::target() {
            continue;
        }
        if is_folder {
            copy_folder(&path, &copy)?;
        } else if fs::read(&path).ok() != fs::read(&copy).ok() {
            fs::copy(&path, &copy).map_err(Failure::new)?;
        }
    }
    Ok(())
}
