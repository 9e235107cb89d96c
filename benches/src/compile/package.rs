//! Packages that are made to be built.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// A package outside the workspace, with the workspace's versions of what it depends on.
pub(super) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Writes a library.
    pub(super) fn new(name: &str, dependencies: &str, code: &str) -> Self {
        let folder = scratch().join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}\n"
        );
        let package = Self { folder };
        package.write("Cargo.toml", &manifest);
        package.write("src/lib.rs", code);
        let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the workspace is locked");
        package.write("Cargo.lock", &lock);
        package
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        let folder = path.parent().expect("it lies in a folder");
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
    }

    /// Builds everything, from nothing. How long that takes, in seconds.
    pub(super) fn build_all(&self) -> f64 {
        // There is none yet before the first build.
        let _ = fs::remove_dir_all(self.folder.join("target"));
        // Cargo asks for no lints of packages of a registry, and asyncify lies in a folder here.
        let mut build = self.command(&["build"]);
        build.env("RUSTFLAGS", "--cap-lints=allow");
        let start = Instant::now();
        run(build);
        start.elapsed().as_secs_f64()
    }

    /// Builds the library alone. How long that takes, and the expansion of its macros in it, in
    /// seconds.
    pub(super) fn build_library(&self) -> (f64, f64) {
        self.cargo(&["build"]);
        self.cargo(&["clean", "--package", self.name()]);
        let start = Instant::now();
        let output = self.cargo(&["rustc", "--", "-Ztime-passes"]);
        (start.elapsed().as_secs_f64(), expansion(&output))
    }

    /// What it depends on, in the end.
    pub(super) fn dependencies(&self) -> BTreeSet<String> {
        let tree = self.cargo(&[
            "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
        ]);
        let names = tree.lines().filter_map(|line| line.split(" (").next());
        let mut names: BTreeSet<String> = names.map(str::to_owned).collect();
        names.retain(|name| !name.starts_with(self.name()) && !name.is_empty());
        names
    }

    fn name(&self) -> &str {
        let name = self.folder.file_name().expect("it has a name");
        name.to_str().expect("it is made of letters")
    }

    /// Runs cargo there; all that it prints.
    fn cargo(&self, arguments: &[&str]) -> String {
        run(self.command(arguments))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .arg(arguments[0])
            .args(["--offline", "--quiet"])
            .args(&arguments[1..])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            // As it is for packages of a registry. Those that lie in a folder, as asyncify's do here,
            // would be built incrementally, which takes longer from scratch.
            .env("CARGO_INCREMENTAL", "0")
            // The compiler's own times are not stable, but part of every compiler.
            .env("RUSTC_BOOTSTRAP", "1")
            .stdin(Stdio::null());
        cargo
    }
}

/// Runs cargo; all that it prints.
fn run(mut cargo: Command) -> String {
    let output = cargo.output();
    let output = output.unwrap_or_else(|error| panic!("cannot run cargo: {error}"));
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.concat();
    assert!(output.status.success(), "cargo failed:\n{text}");
    text
}

/// Of the compiler's times of its passes, that of expanding macros.
fn expansion(passes: &str) -> f64 {
    let pass = passes
        .lines()
        .find(|line| line.ends_with("\tmacro_expand_crate"));
    let time = pass.and_then(|line| line.strip_prefix("time:")?.split(';').next());
    let time = time.expect("the compiler tells of its passes");
    time.trim().parse().expect("it is a number of seconds")
}

/// The line of the workspace's manifest that says how syn is used.
pub(super) fn syn() -> String {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("there is a workspace");
    let line = manifest.lines().find(|line| line.starts_with("syn ="));
    line.expect("the workspace uses syn").to_owned()
}

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this package lies in the workspace")
}

/// Where packages are made: beside what cargo built of this one.
fn scratch() -> PathBuf {
    let program = std::env::current_exe().expect("this program lies somewhere");
    let profile = program.parent().expect("it lies in a folder");
    profile.join("compile-times")
}
