//! `cargo asyncify`, as anybody runs it: in the folder of a package.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::workshop::{root, succeed, target};

pub(crate) struct Tool {
    program: PathBuf,
}

/// What a scan says, as far as it is of interest here.
#[derive(Deserialize)]
struct Report {
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) verdict: Verdict,
    /// What a human must decide.
    #[serde(default)]
    pub(crate) todo: Vec<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    Converts,
    Marked,
    Refused,
}

impl Tool {
    /// Builds it as it is installed, optimised.
    pub(crate) fn build() -> Result<Self, String> {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--release", "--package", "cargo-asyncify"]);
        succeed(cargo.current_dir(root()))?;
        let program = target()
            .join("release/cargo-asyncify")
            .with_extension(std::env::consts::EXE_EXTENSION);
        Ok(Self { program })
    }

    /// What takes a callback in a dependency of the package in that folder, and how long the look took.
    pub(crate) fn scan(
        &self,
        name: &str,
        package: &Path,
    ) -> Result<(Vec<Finding>, Duration), String> {
        let started = Instant::now();
        let json = succeed(self.command("scan", name, package).arg("--json"))?;
        let took = started.elapsed();
        let report: Report = serde_json::from_str(&json)
            .map_err(|error| format!("what the scan printed: {error}"))?;
        Ok((report.findings, took))
    }

    /// The module that is written for it.
    pub(crate) fn generate(&self, name: &str, package: &Path) -> Result<String, String> {
        succeed(&mut self.command("generate", name, package))
    }

    fn command(&self, command: &str, name: &str, package: &Path) -> Command {
        let mut program = Command::new(&self.program);
        program.args([command, name]).current_dir(package);
        program
    }
}
