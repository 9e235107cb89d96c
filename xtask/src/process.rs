//! Running programs, and how a task fails.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

/// Why a task ended early.
pub(crate) enum Failure {
    /// A program failed and has said why itself: its exit code is passed on.
    Status(u8),
    /// Something to tell the user.
    Message(String),
}

impl Failure {
    pub(crate) fn new(message: impl Display) -> Self {
        Self::Message(message.to_string())
    }

    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Status(code) => ExitCode::from(code),
            Self::Message(message) => {
                eprintln!("error: {message}");
                ExitCode::FAILURE
            }
        }
    }
}

/// Runs a program in the foreground. A program that a signal ended counts as interrupted.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|error| cannot_run(command, error))?;
    ended_well(status)
}

/// Runs a program beside others: what it says is shown in one piece, once it has ended.
pub(crate) fn run_beside(command: &mut Command, heading: &str) -> Result<(), Failure> {
    let output = command
        .output()
        .map_err(|error| cannot_run(command, error))?;
    let said = [output.stdout, output.stderr].concat();
    eprintln!("\n{heading}:\n{}", String::from_utf8_lossy(&said));
    ended_well(output.status)
}

/// What a program prints, unless it fails.
pub(crate) fn printed(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_run(command, error))?;
    ended_well(output.status)?;
    String::from_utf8(output.stdout).map_err(Failure::new)
}

fn ended_well(status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    const INTERRUPTED: u8 = 130;
    let code = status
        .code()
        .map_or(INTERRUPTED, |code| u8::try_from(code).unwrap_or(1));
    Err(Failure::Status(code))
}

/// Whether a program can be run and ends well; what it prints is of no interest.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

pub(crate) fn cannot_run(command: &Command, error: std::io::Error) -> Failure {
    Failure::new(format_args!(
        "cannot run {}: {error}",
        command.get_program().to_string_lossy()
    ))
}

/// Writes a file, and the folders it is in.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |error| Failure::new(format_args!("cannot write {}: {error}", path.display()));
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .map_err(cannot)?;
    fs::write(path, text).map_err(cannot)
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace's folder")
}

/// Where cargo writes to.
pub(crate) fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The files in a folder and those in it, in order, without the folders of those names.
pub(crate) fn files(folder: &Path, without: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<_, _>>)
        .map_err(Failure::new)?;
    entries.sort_by_key(std::fs::DirEntry::path);
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        let is_left_out = without.iter().any(|left_out| name == *left_out);
        match entry.path() {
            path if !path.is_dir() => files.push(path),
            path if !is_left_out => files.extend(self::files(&path, without)?),
            _ => {}
        }
    }
    Ok(files)
}
