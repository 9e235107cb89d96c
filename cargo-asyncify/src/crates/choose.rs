//! Which of the packages is meant.

use std::collections::BTreeSet;
use std::path::Path;

use cargo_metadata::{Metadata, Package, PackageId};

use super::metadata::{self, Dependencies};
use super::package;
use crate::Failure;
use crate::near;

/// The package in a folder, or in one above it.
pub(super) fn own(folder: &Path) -> Result<(Metadata, PackageId), Failure> {
    let metadata = metadata::of(folder, Dependencies::OfHost)?;
    let id = match (metadata.root_package(), &metadata.workspace_members[..]) {
        (Some(package), _) => package.id.clone(),
        (None, [only]) => only.clone(),
        (None, _) => {
            let members = metadata.workspace_packages();
            let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
            return Err(Failure::input(format_args!(
                "the workspace has several packages, name one of them: {}",
                names.join(", ")
            )));
        }
    };
    Ok((metadata, id))
}

/// A package that the one here depends on, by `name` or by `name@version`, or by the name that its
/// code has for it; or a member of the workspace.
pub(super) fn dependency(name: &str) -> Result<(Metadata, PackageId), Failure> {
    let here = Path::new(".");
    let metadata = metadata::of(here, Dependencies::OfHost)?;
    if let Some(id) = find(&metadata, name)? {
        return Ok((metadata, id));
    }
    // Dependencies on other machines, and optional ones, can be read as well.
    let known = metadata;
    let metadata = metadata::of(here, Dependencies::All).unwrap_or(known);
    match find(&metadata, name)? {
        Some(id) => Ok((metadata, id)),
        None => Err(unknown(&metadata, name)),
    }
}

pub(super) fn find(metadata: &Metadata, name: &str) -> Result<Option<PackageId>, Failure> {
    let (name, version) = match name.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (name, None),
    };
    let is_meant = |package: &&Package| {
        let by_version = version.is_none_or(|version| package.version.to_string() == version);
        by_version && package.name.replace('-', "_") == name.replace('-', "_")
    };
    let mut found: Vec<_> = metadata.packages.iter().filter(is_meant).collect();
    if found.len() > 1 {
        let direct = direct(metadata);
        if found.iter().any(|package| direct.contains(&package.id)) {
            found.retain(|package| direct.contains(&package.id));
        }
    }
    match found[..] {
        // The code may call it something else.
        [] if version.is_none() => {
            let own = own_packages(metadata);
            let mut known = package::dependencies(metadata, &own);
            let called = known.find(|(called, _)| *called == name.replace('-', "_"));
            Ok(called.map(|(_, id)| id.clone()))
        }
        [] => Ok(None),
        [package] => Ok(Some(package.id.clone())),
        _ => {
            let each = found.iter();
            let versions: Vec<_> = each
                .map(|package| format!("`{}@{}`", package.name, package.version))
                .collect();
            Err(Failure::input(format_args!(
                "`{name}` is there in several versions, name one of them: {}",
                versions.join(", ")
            )))
        }
    }
}

/// The package here, or all of a workspace.
fn own_packages(metadata: &Metadata) -> Vec<&PackageId> {
    match metadata.root_package() {
        Some(package) => vec![&package.id],
        None => metadata.workspace_members.iter().collect(),
    }
}

/// The packages here, and those they depend on themselves.
fn direct(metadata: &Metadata) -> BTreeSet<&PackageId> {
    let own = own_packages(metadata);
    let dependencies = package::dependencies(metadata, &own).map(|(_, id)| id);
    dependencies.chain(own.iter().copied()).collect()
}

fn unknown(metadata: &Metadata, name: &str) -> Failure {
    let bare = name.split('@').next().unwrap_or(name);
    let known = metadata
        .packages
        .iter()
        .map(|package| package.name.as_str());
    let hint = match near::names(bare, known) {
        Some(near) => format!(" (there is {near})"),
        None => String::new(),
    };
    match Path::new(name) {
        folder if folder.is_dir() => {
            return Failure::input(format_args!(
                "{name} is a folder: `--path {name}` reads the package there"
            ));
        }
        file if file.exists() => {
            return Failure::input(format_args!("{name} is no Rust file: those end in `.rs`"));
        }
        _ => {}
    }
    Failure::input(format_args!(
        "`{name}` is no dependency here{hint}: `cargo add {bare}` makes it one, \
         `--version VERSION` reads it without"
    ))
}
