//! What was measured where.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::compile;

/// The day, the machine, and the versions of the compiler and of what was measured.
pub(crate) fn describe() -> String {
    let day = output(Command::new("date").args(["-u", "+%Y-%m-%d"]));
    let release = read("/proc/sys/kernel/osrelease");
    let compiler = output(Command::new("rustc").arg("--version"));
    format!(
        "{day}, {}, Linux {}, {compiler}.\n\nMeasured: {}.\n\nasyncify depends on {}.\n",
        processor(),
        release.split('-').next().unwrap_or_default(),
        packages("asyncify-benches", &["--depth", "1"], &TOOLS).join(", "),
        packages("asyncify", &[], &["asyncify"]).join(", ")
    )
}

fn processor() -> String {
    let processors = read("/proc/cpuinfo");
    let models = || {
        processors
            .lines()
            .filter(|line| line.starts_with("model name"))
    };
    let model = models().next().and_then(|line| line.split(": ").nth(1));
    format!(
        "{} processors ({})",
        models().count(),
        model.unwrap_or("of an unknown make")
    )
}

/// What this program is made of besides what it measures.
const TOOLS: [&str; 6] = [
    "asyncify-benches",
    "clap",
    "nix",
    "plotters",
    "quanta",
    "serde_json",
];

/// Name and version of each package that one depends on, but for some.
fn packages(of: &str, options: &[&str], but: &[&str]) -> Vec<String> {
    let tree = output(
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(compile::root())
            .args(["tree", "--package", of])
            .args(["--prefix", "none", "--edges", "normal", "--no-dedupe"])
            .args(options),
    );
    if tree.starts_with('(') {
        return vec![tree];
    }
    let versions: BTreeSet<String> = (tree.lines())
        .filter_map(|line| line.split_once(" v"))
        .filter(|(name, _)| !but.contains(name))
        .map(|(name, rest)| [name, rest.split(' ').next().unwrap_or_default()].join(" "))
        .collect();
    versions.into_iter().collect()
}

/// What a program prints, or in parentheses why it does not: the figures are worth having all the same.
fn output(command: &mut Command) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let why = match command.output() {
        Ok(output) if output.status.success() => return text(&output.stdout),
        Ok(output) => text(&output.stderr),
        Err(error) => error.to_string(),
    };
    format!("({}: {why})", command.get_program().display())
}

fn read(file: &str) -> String {
    fs::read_to_string(file).map_or_else(
        |error| format!("({file}: {error})"),
        |text| text.trim().to_owned(),
    )
}
