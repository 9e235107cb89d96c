//! `cargo xtask picture`: the terminal in README, from a crate's callbacks to a program that awaits
//! them. What is seen is what the commands printed.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anstyle::{AnsiColor, RgbColor, Style};
use anstyle_svg::{Term, WIN10_CONSOLE};

use crate::process::{self, Failure};

const SCAN: &str = "cargo asyncify scan notify --only recommended_watcher";
const GENERATE: &str =
    "cargo asyncify generate notify --only recommended_watcher -o src/notify_async.rs";
const SHOW: &str = "cat src/main.rs";
const RUN: &str = "cargo run -q -- inbox &";
const TOUCH: &str = "touch inbox/letter";

/// A command, and what it printed.
struct Step {
    command: &'static str,
    printed: String,
}

/// Writes the picture, and the same into the README; or says whether they are what the commands
/// print now.
pub(crate) fn run(check: bool) -> Result<(), Failure> {
    let root = process::root();
    let package = root.join("examples/watch");
    let files = [
        "examples/watch/src/notify_async.rs",
        "docs/images/asyncify.svg",
        "README.md",
    ];
    let files = files.map(|file| root.join(file));
    let before = [read(&files[0])?, read(&files[1])?, read(&files[2])?];
    let mut steps: Vec<Step> = [SCAN, GENERATE, SHOW]
        .into_iter()
        .map(|command| step(&package, command))
        .collect::<Result<_, _>>()?;
    steps.extend(watch(&package)?);
    let after = [
        read(&files[0])?,
        picture(&steps),
        readme(&before[2], &steps)?,
    ];
    for (file, (before, after)) in files.iter().zip(before.iter().zip(&after)) {
        let written = if check { before } else { after };
        process::write(file, written)?;
        if check && before != after {
            return Err(stale(file.strip_prefix(root).unwrap_or(file)));
        }
    }
    Ok(())
}

fn stale(file: &Path) -> Failure {
    let file = file.display();
    Failure::new(format_args!(
        "{file} is out of date: `cargo xtask picture` writes it"
    ))
}

fn read(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::new(format_args!("{}: {error}", path.display()))),
    }
}

fn step(package: &Path, command: &'static str) -> Result<Step, Failure> {
    let printed = process::printed(&mut shell(package, command))?;
    Ok(Step { command, printed })
}

fn shell(package: &Path, command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.current_dir(package).args(["-c", command]);
    shell
}

/// Starts the program, and lets something happen once it watches.
fn watch(package: &Path) -> Result<[Step; 2], Failure> {
    // Built before, so that nothing else is printed, and the wait is short.
    process::printed(&mut shell(package, "cargo build -q"))?;
    let folder = Folder::new(package.join("inbox"))?;
    let mut program = shell(package, RUN.trim_end_matches(" &"));
    let mut program = Running(
        program
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Failure::new)?,
    );
    let mut output = BufReader::new(program.output()?);
    let mut watching = String::new();
    output.read_line(&mut watching).map_err(Failure::new)?;
    process::printed(&mut shell(package, TOUCH))?;
    let mut event = String::new();
    output.read_line(&mut event).map_err(Failure::new)?;
    program.0.wait().map_err(Failure::new)?;
    drop(folder);
    Ok([
        Step {
            command: RUN,
            printed: watching,
        },
        Step {
            command: TOUCH,
            printed: event,
        },
    ])
}

/// A program that does not outlive the task.
struct Running(Child);

impl Running {
    fn output(&mut self) -> Result<ChildStdout, Failure> {
        let output = self.0.stdout.take();
        output.ok_or_else(|| Failure::new("the program has no output"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended, or there is a mistake to tell of already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(path: PathBuf) -> Result<Folder, Failure> {
        fs::create_dir_all(&path).map_err(Failure::new)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A terminal with a background of its own, so that it is readable on a light page and on a dark one.
fn picture(steps: &[Step]) -> String {
    let prompt = Style::new()
        .fg_color(Some(AnsiColor::BrightGreen.into()))
        .bold();
    let command = Style::new().bold();
    let mut text = String::new();
    for step in steps {
        let Step {
            command: line,
            printed,
        } = step;
        let _ = write!(
            text,
            "{prompt}${prompt:#} {command}{line}{command:#}\n{printed}"
        );
    }
    Term::new()
        .palette(WIN10_CONSOLE)
        .fg_color(RgbColor(0xd4, 0xd4, 0xd4).into())
        .bg_color(RgbColor(0x1e, 0x1e, 0x1e).into())
        .render_svg(text.trim_end())
}

/// The README with these commands' blocks as they should be: each begins with a command, or is the
/// code that is shown.
fn readme(readme: &str, steps: &[Step]) -> Result<String, Failure> {
    let mut updated = readme.to_owned();
    for step in steps {
        let Step { command, printed } = step;
        let (start, after) = match *command {
            SHOW => {
                let first = printed.lines().next().unwrap_or_default();
                (format!("```rust,ignore\n{first}\n"), "```\n")
            }
            RUN => (format!("$ {command}\n"), "$ "),
            _ => (format!("$ {command}\n"), "```\n"),
        };
        let missing = || Failure::new(format_args!("README.md lacks a block with:\n{start}"));
        let at = updated.find(&start).ok_or_else(missing)?;
        let length = updated[at + start.len()..]
            .find(after)
            .ok_or_else(missing)?;
        let text = match *command {
            SHOW => format!("```rust,ignore\n{printed}"),
            _ => format!("{start}{printed}"),
        };
        updated.replace_range(at..at + start.len() + length, &text);
    }
    Ok(updated)
}
