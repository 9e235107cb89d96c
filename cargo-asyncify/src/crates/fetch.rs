//! A crate that is no dependency here: cargo fetches it for a package made for that.

use std::collections::BTreeSet;
use std::fs;

use cargo_metadata::semver::{Version, VersionReq};
use cargo_metadata::{Metadata, PackageId};
use tempfile::TempDir;

use super::metadata;
use super::package;
use crate::Failure;
use crate::cli::Subject;

/// The name of the package that is made.
pub(super) const PACKAGE: &str = "asyncify-fetch";

/// Fetches a version, such as `0.18` or `0.18.2`, and what it depends on.
pub(super) fn fetch(
    name: &str,
    version: &str,
    subject: &Subject,
) -> Result<(Metadata, PackageId), Failure> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    if name.is_empty() || !name.chars().all(is_part) {
        return Err(Failure::input(format_args!("`{name}` is no crate's name")));
    }
    // All of a version is that one, as for `cargo install`.
    let version = match Version::parse(version) {
        Ok(whole) => format!("={whole}"),
        Err(_) => version.to_owned(),
    };
    let version = &version[..];
    VersionReq::parse(version).map_err(|error| {
        Failure::input(format_args!(
            "`{version}` is no version of `{name}`: {error}"
        ))
    })?;
    let folder = Folder::new().map_err(|error| {
        Failure::input(format_args!("no folder to fetch `{name}` for: {error}"))
    })?;
    let fetched = folder.fetch(name, version, &BTreeSet::new())?;
    // Which features there are is known only now.
    let features = package::asked_features(&fetched.0[&fetched.1], subject)?;
    if features.is_empty() {
        return Ok(fetched);
    }
    folder.fetch(name, version, &features)
}

/// A package's folder, removed in the end: what cargo fetched is in cargo's own.
struct Folder(TempDir);

impl Folder {
    fn new() -> std::io::Result<Folder> {
        let folder = tempfile::Builder::new().prefix(PACKAGE).tempdir()?;
        fs::create_dir(folder.path().join("src"))?;
        Ok(Folder(folder))
    }

    fn fetch(
        &self,
        name: &str,
        version: &str,
        features: &BTreeSet<String>,
    ) -> Result<(Metadata, PackageId), Failure> {
        self.write(name, version, features).map_err(|error| {
            let folder = self.0.path().display();
            Failure::input(format_args!("{folder} can't be written: {error}"))
        })?;
        let metadata = metadata::of_manifest(&self.0.path().join("Cargo.toml"))?;
        let root = metadata.root_package().map(|package| &package.id);
        let id = root
            .zip(metadata.resolve.as_ref())
            .and_then(|(root, resolve)| resolve[root].dependencies.first().cloned());
        match id {
            Some(id) => Ok((metadata, id)),
            None => Err(Failure::input(format_args!("`{name}` has no library"))),
        }
    }

    fn write(&self, name: &str, version: &str, features: &BTreeSet<String>) -> std::io::Result<()> {
        let manifest = format!(
            "[package]\nname = \"{PACKAGE}\"\nedition = \"2021\"\n\n[workspace]\n\n\
             [dependencies]\n{name} = {{ version = {version:?}, features = {:?} }}\n",
            Vec::from_iter(features)
        );
        fs::write(self.0.path().join("Cargo.toml"), manifest)?;
        fs::write(self.0.path().join("src/lib.rs"), "")
    }
}
