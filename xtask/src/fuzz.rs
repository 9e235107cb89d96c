//! `cargo xtask fuzz`: anything at all under `#[asyncify]`, and what becomes of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

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

/// What libFuzzer goes by: how often each edge of the program's flow is taken, and where it lies. The
/// branches are as they were written.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0";

/// The program that converts inputs.
const INPUTS: &str = "inputs";

/// Runs each target that long. With `keep`, what reached new code is kept for later runs.
pub(crate) fn run(seconds: u32, keep: bool) -> Result<(), Failure> {
    let fuzzer = Fuzzer::build()?;
    println!("Each target for {seconds} s:");
    fuzzer.fuzz_all(|target| {
        let found = fuzzer.folder(target, "found");
        fs::create_dir_all(&found).map_err(Failure::new)?;
        fuzzer.fuzz(target, &[format!("-max_total_time={seconds}")], &found)
    })?;
    if !keep {
        return Ok(());
    }
    TARGETS.iter().try_for_each(|target| fuzzer.keep(target))
}

/// Runs each target on so many inputs. The same sources give the same inputs, on every machine: a
/// failure can be had again.
pub(crate) fn repeatable(inputs: u32) -> Result<(), Failure> {
    let fuzzer = Fuzzer::build()?;
    println!("Each target on {inputs} inputs:");
    fuzzer.fuzz_all(|target| {
        let found = fuzzer.empty(target, "repeated")?;
        let limits = [format!("-runs={inputs}"), "-seed=1".into()];
        fuzzer.fuzz(target, &limits, &found)
    })
}

/// Builds the targets, and tells where they are.
fn build(folder: &Path) -> Result<PathBuf, Failure> {
    setup::cxx_compiler()?;
    let output = folder.join("build");
    process::run(
        process::cargo()
            .current_dir(process::root().join("fuzz"))
            // With a target, the flags are none of the build scripts'.
            .args(["build", "--target", "host-tuple", "--target-dir"])
            .arg(&output)
            .env("RUSTFLAGS", COVERAGE),
    )?;
    // What is in between is the name of this machine's target.
    let folders = fs::read_dir(&output).map_err(Failure::new)?.flatten();
    folders
        .map(|entry| entry.path().join("debug"))
        .find(|folder| folder.join(INPUTS).exists())
        .ok_or_else(|| Failure::new("cargo has built no targets"))
}

struct Fuzzer {
    programs: PathBuf,
    /// Where the targets have a folder each.
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

    /// Fuzzes the targets side by side: each keeps one processor busy.
    fn fuzz_all(
        &self,
        fuzz: impl Fn(&Target) -> Result<(), Failure> + Sync,
    ) -> Result<(), Failure> {
        thread::scope(|scope| {
            let running = TARGETS
                .each_ref()
                .map(|target| scope.spawn(|| fuzz(target)));
            let ended = running.map(|target| target.join().expect("it has not panicked"));
            ended.into_iter().collect()
        })
    }

    /// Finds new inputs, and goes on from those that are there.
    fn fuzz(&self, target: &Target, limits: &[String], found: &Path) -> Result<(), Failure> {
        let start = self.unpack(target, "start", target.sources)?;
        let kept = self.unpack(target, "kept", &[&target.kept()])?;
        fs::create_dir_all(process::root().join("fuzz/artifacts")).map_err(Failure::new)?;
        process::run_beside(
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
            target.name,
        )
    }

    /// Keeps the fewest inputs that reach what the sources do not.
    fn keep(&self, target: &Target) -> Result<(), Failure> {
        let start = self.unpack(target, "start", target.sources)?;
        let kept = self.unpack(target, "kept", &[&target.kept()])?;
        let chosen = self.unpack(target, "chosen", target.sources)?;
        process::run(
            self.program(target.name)
                .args(["-set_cover_merge=1", "-use_counters=0", "-verbosity=0"])
                .args([&chosen, &self.folder(target, "found"), &kept]),
        )?;
        process::run(
            self.program(INPUTS)
                .args(["pack", &target.kept()])
                .args([chosen, start]),
        )
    }

    /// Writes the inputs of the sources into a folder that has nothing else in it.
    fn unpack(&self, target: &Target, name: &str, sources: &[&str]) -> Result<PathBuf, Failure> {
        let folder = self.empty(target, name)?;
        process::run(
            self.program(INPUTS)
                .arg("unpack")
                .arg(&folder)
                .args(sources),
        )?;
        Ok(folder)
    }

    /// A folder that has nothing in it.
    fn empty(&self, target: &Target, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.folder(target, name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Failure::new)?;
        }
        fs::create_dir_all(&folder).map_err(Failure::new)?;
        Ok(folder)
    }

    fn folder(&self, target: &Target, name: &str) -> PathBuf {
        self.folder.join(target.name).join(name)
    }
}
