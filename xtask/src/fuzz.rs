//! `cargo xtask fuzz`: anything at all under `#[asyncify]`, and what becomes of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, Failure};
use crate::setup;

/// A fuzz target, and the sources whose annotated items it starts from.
struct Target {
    name: &'static str,
    sources: &'static [&'static str],
}

const TARGETS: [Target; 2] = [
    Target {
        name: "declarations",
        sources: &["bindings", "codegen/tests/expand", "examples", "tests"],
    },
    Target {
        name: "tokens",
        sources: &[],
    },
];

impl Target {
    fn kept(&self) -> String {
        format!("fuzz/corpus/{}.txt", self.name)
    }
}

/// The program that converts inputs.
const INPUTS: &str = "inputs";

/// Runs each target that long. With `keep`, what reached new code is kept for later runs.
pub(crate) fn run(seconds: u32, keep: bool) -> Result<(), Failure> {
    let fuzzer = Fuzzer::build()?;
    for target in &TARGETS {
        println!("\n{}, for {seconds} s:", target.name);
        let found = fuzzer.folder.join(target.name);
        fs::create_dir_all(&found).map_err(Failure::new)?;
        fuzzer.fuzz(target, &[format!("-max_total_time={seconds}")], &found)?;
        if keep {
            fuzzer.keep(target)?;
        }
    }
    Ok(())
}

/// Runs each target on so many inputs. The same sources give the same inputs, on every machine: a
/// failure can be had again.
pub(crate) fn repeatable(inputs: u32) -> Result<(), Failure> {
    let fuzzer = Fuzzer::build()?;
    for target in &TARGETS {
        println!("\n{}, {inputs} inputs:", target.name);
        let found = fuzzer.empty("found")?;
        fuzzer.fuzz(
            target,
            &[format!("-runs={inputs}"), "-seed=1".into()],
            &found,
        )?;
    }
    Ok(())
}

/// Builds the targets, and tells where they are.
fn build(folder: &Path) -> Result<PathBuf, Failure> {
    setup::cxx_compiler()?;
    let output = folder.join("build");
    process::run(
        Command::new(setup::cargo_tool("cargo-fuzz", "0.13.2")?)
            .current_dir(process::root())
            // The macro is safe code: there is nothing for a sanitizer to see.
            .args(["fuzz", "build", "--sanitizer", "none", "--target-dir"])
            .arg(&output),
    )?;
    // What is in between is the name of this machine's target.
    let folders = fs::read_dir(&output).map_err(Failure::new)?.flatten();
    folders
        .map(|entry| entry.path().join("release"))
        .find(|folder| folder.join(INPUTS).exists())
        .ok_or_else(|| Failure::new("cargo fuzz has built nothing"))
}

struct Fuzzer {
    programs: PathBuf,
    folder: PathBuf,
}

impl Fuzzer {
    fn build() -> Result<Fuzzer, Failure> {
        let folder = process::target().join("fuzz");
        let programs = build(&folder)?;
        Ok(Fuzzer { programs, folder })
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(process::root());
        command
    }

    /// Finds new inputs, and goes on from those that are there.
    fn fuzz(&self, target: &Target, limits: &[String], found: &Path) -> Result<(), Failure> {
        let start = self.unpack("start", target.sources)?;
        let kept = self.unpack("kept", &[&target.kept()])?;
        fs::create_dir_all(process::root().join("fuzz/artifacts")).map_err(Failure::new)?;
        process::run(
            self.program(target.name)
                .args(limits)
                .arg(format!("-artifact_prefix=fuzz/artifacts/{}-", target.name))
                .args([
                    "-timeout=10",
                    "-use_cmp=0",
                    "-print_final_stats=1",
                    "-verbosity=0",
                ])
                .args([found, &start, &kept]),
        )
    }

    /// Keeps the fewest inputs that reach what the sources do not.
    fn keep(&self, target: &Target) -> Result<(), Failure> {
        let start = self.unpack("start", target.sources)?;
        let kept = self.unpack("kept", &[&target.kept()])?;
        let chosen = self.unpack("chosen", target.sources)?;
        process::run(
            self.program(target.name)
                .args(["-set_cover_merge=1", "-use_counters=0", "-verbosity=0"])
                .args([&chosen, &self.folder.join(target.name), &kept]),
        )?;
        process::run(
            self.program(INPUTS)
                .args(["pack", &target.kept()])
                .args([chosen, start]),
        )
    }

    /// Writes the inputs of the sources into a folder that has nothing else in it.
    fn unpack(&self, folder: &str, sources: &[&str]) -> Result<PathBuf, Failure> {
        let folder = self.empty(folder)?;
        process::run(
            self.program(INPUTS)
                .arg("unpack")
                .arg(&folder)
                .args(sources),
        )?;
        Ok(folder)
    }

    /// A folder that has nothing in it.
    fn empty(&self, folder: &str) -> Result<PathBuf, Failure> {
        let folder = self.folder.join(folder);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Failure::new)?;
        }
        fs::create_dir_all(&folder).map_err(Failure::new)?;
        Ok(folder)
    }
}
