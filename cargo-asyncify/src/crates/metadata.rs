//! What cargo knows of a package, and of those it depends on.

use std::path::Path;
use std::process::Command;

use cargo_metadata::{CargoOpt, Error, Metadata, MetadataCommand};

use super::fetch;
use crate::Failure;
use crate::progress::Progress;

/// Which dependencies are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dependencies {
    None,
    /// Those needed on this machine: cargo fetches no others.
    OfHost,
    /// Those of other machines, and optional ones.
    All,
}

/// Asks cargo about the package in a folder, or in one above it.
pub(super) fn of(folder: &Path, dependencies: Dependencies) -> Result<Metadata, Failure> {
    if !folder.is_dir() {
        return Err(Failure::input(format_args!(
            "{} is no folder",
            folder.display()
        )));
    }
    let mut command = MetadataCommand::new();
    command.current_dir(folder);
    ask(command, dependencies)
}

/// Asks cargo, configured as it is here, about a package elsewhere.
pub(super) fn of_manifest(file: &Path) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    command.manifest_path(file);
    ask(command, Dependencies::OfHost)
}

fn ask(mut command: MetadataCommand, dependencies: Dependencies) -> Result<Metadata, Failure> {
    // What it says is read, whatever the environment asks for.
    command.env("CARGO_TERM_COLOR", "never");
    match dependencies {
        Dependencies::None => {
            command.no_deps();
        }
        Dependencies::OfHost => {
            let filter = host().map(|host| ["--filter-platform".to_owned(), host]);
            command.other_options(filter.into_iter().flatten().collect::<Vec<_>>());
        }
        Dependencies::All => {
            command.features(CargoOpt::AllFeatures);
        }
    }
    let progress = Progress::start(String::from("asking cargo"));
    let metadata = command.exec();
    drop(progress);
    metadata.map_err(|error| match error {
        Error::CargoMetadata { stderr } => Failure::input(reason(&stderr)),
        Error::Io(error) => Failure::input(format_args!("cargo can't be run: {error}")),
        error => Failure::input(error),
    })
}

/// This machine's target, as the compiler calls it.
fn host() -> Option<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(host.to_owned())
}

/// What cargo says went wrong, without what it says it did before, without long lists, and without
/// packages that are not the user's.
fn reason(stderr: &str) -> String {
    let start = stderr.find("error: ").map_or(0, |at| at + "error: ".len());
    let says_nothing = |line: &&str| {
        line.is_empty()
            || line.len() >= 200
            || *line == "Caused by:"
            || line.starts_with("location searched: ")
            || line.contains(fetch::PACKAGE)
    };
    let lines = stderr[start..].lines().map(str::trim);
    // rustup's, if the environment asks for one.
    let lines = lines.take_while(|line| *line != "Stack backtrace:");
    let lines: Vec<_> = lines.filter(|line| !says_nothing(line)).collect();
    format!("cargo: {}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn what_went_wrong_is_told_and_nothing_else() {
        let stderr = "    Updating index\nerror: toolchain '1.40.0' is not installed\n\n\
                      Stack backtrace:\n   0: anyhow::error\n";
        assert_eq!(reason(stderr), "cargo: toolchain '1.40.0' is not installed");
    }
}
