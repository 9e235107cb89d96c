//! A small package for each library, in which it is a dependency as it would be in anybody's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustdoc_types::Crate;

use crate::beside;
use crate::list::Entry;

pub(crate) struct Workshop<'a> {
    entry: &'a Entry,
    /// What all of them share: a folder for each, and what cargo and rustdoc write.
    shared: PathBuf,
}

impl<'a> Workshop<'a> {
    /// Writes the package, with nothing in it.
    pub(crate) fn set_up(entry: &'a Entry) -> Result<Self, String> {
        let shared = target().join("survey");
        let workshop = Self { entry, shared };
        workshop.depend_on("")?;
        write(&workshop.root(), "//! Nothing yet.\n")?;
        Ok(workshop)
    }

    /// Writes the manifest, with these lines beside the library's.
    fn depend_on(&self, beside: &str) -> Result<(), String> {
        let asyncify = root();
        let Entry {
            name,
            version,
            features,
            default_features,
        } = self.entry;
        write(
            &self.folder().join("Cargo.toml"),
            &format!(
                "[package]\nname = \"surveyed-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
                 [dependencies]\nasyncify = {{ path = {asyncify:?} }}\n\
                 {name} = {{ version = \"={version}\", features = {features:?}, default-features = {default_features} }}\n\
                 {beside}\n\
                 [workspace]\n\n[profile.dev]\ndebug = 0\nincremental = false\n"
            ),
        )
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.shared.join(&self.entry.name)
    }

    fn root(&self) -> PathBuf {
        self.folder().join("src/lib.rs")
    }

    /// What rustdoc knows of the library. It is asked once for each version and set of features.
    pub(crate) fn docs(&self) -> Result<Crate, String> {
        let Entry {
            name,
            version,
            features,
            ..
        } = self.entry;
        let parts = [&[name.clone(), version.clone()], features.as_slice()].concat();
        let kept = self.shared.join(format!("json/{}.json", parts.join("-")));
        if !kept.exists() {
            let package = format!("{name}@{version}");
            let mut rustdoc = self.cargo("rustdoc");
            rustdoc.args(["--package", &package, "--lib", "--", "-Zunstable-options"]);
            rustdoc.args(["--output-format", "json", "--cap-lints", "allow"]);
            succeed(&mut rustdoc)?;
            let lib = name.replace('-', "_");
            let written = self.shared.join(format!("target/doc/{lib}.json"));
            write(&kept, &read(&written)?)?;
        }
        serde_json::from_str(&read(&kept)?).map_err(|error| format!("{}: {error}", kept.display()))
    }

    /// Makes a text a module of the package, and says what the compiler has against it. The package
    /// gets the crates that the module says it needs.
    pub(crate) fn compile(&self, module: &str) -> Result<Option<String>, String> {
        let beside = beside::told(module);
        if !beside.is_empty() {
            let metadata = succeed(self.cargo("metadata").args(["--format-version", "1"]))?;
            self.depend_on(&beside::lines(&metadata, &self.entry.name, &beside)?)?;
        }
        write(
            &self.root(),
            "//! What is generated.\n\npub mod generated;\n",
        )?;
        write(&self.folder().join("src/generated.rs"), module)?;
        let mut check = self.cargo("check");
        let output = output(check.args(["--quiet", "--message-format", "short"]))?;
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok((!output.status.success()).then_some(errors))
    }

    /// The nightly features are for rustdoc's JSON; with the same variables each time, cargo
    /// builds the dependencies once.
    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .arg(command)
            .current_dir(self.folder())
            .env("CARGO_TARGET_DIR", self.shared.join("target"))
            .env("RUSTC_BOOTSTRAP", "1");
        cargo
    }
}

/// Runs a program to its end.
pub(crate) fn output(command: &mut Command) -> Result<std::process::Output, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run {program}: {error}"))
}

/// What a program prints, if it ends well; else what it has to say.
pub(crate) fn succeed(command: &mut Command) -> Result<String, String> {
    let output = output(command)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file, and the folders it is in.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .ancestors()
        .nth(2)
        .expect("the package lies two folders deep")
}

/// Where cargo writes to.
pub(crate) fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}
