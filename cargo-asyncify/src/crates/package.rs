//! What is to be known of a package for its sources to be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::semver::Version;
use cargo_metadata::{DependencyKind, Metadata, NodeDep, PackageId, Target, TargetKind};
use syn::Ident;

use crate::Failure;
use crate::cli::Subject;
use crate::model::Package;
use crate::near;

/// Of a package that cargo knows.
pub(super) fn of_id(metadata: &Metadata, id: &PackageId) -> Result<Package, Failure> {
    let package = &metadata[id];
    let is_library = |target: &&Target| {
        target.kind.iter().any(|kind| {
            matches!(
                kind,
                TargetKind::Lib
                    | TargetKind::RLib
                    | TargetKind::DyLib
                    | TargetKind::CDyLib
                    | TargetKind::StaticLib
            )
        })
    };
    let Some(target) = package.targets.iter().find(is_library) else {
        let name = &package.name;
        let what = if package.targets.iter().any(Target::is_proc_macro) {
            "macros only"
        } else {
            "no library"
        };
        return Err(Failure::input(format_args!(
            "`{name}` has {what}: there are no functions for others to call"
        )));
    };
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let node = nodes.into_iter().find(|node| node.id == *id);
    Ok(Package {
        name: package.name.to_string(),
        lib: target.name.replace('-', "_"),
        target: target.name.replace('-', "_"),
        version: package.version.to_string(),
        edition: target.edition.as_str().parse().unwrap_or(2015),
        root: target.src_path.clone().into_std_path_buf(),
        build_script: package
            .targets
            .iter()
            .find(|target| target.is_custom_build())
            .map(|script| script.src_path.clone().into_std_path_buf()),
        features: node.map_or_else(BTreeSet::new, |node| {
            node.features.iter().map(ToString::to_string).collect()
        }),
        beside: BTreeMap::new(),
        is_indirect: false,
        dependencies: node.map_or_else(BTreeMap::new, |node| {
            node.deps
                .iter()
                .filter(|it| is_normal(it))
                .map(|dependency| (dependency.name.clone(), dependency.pkg.repr.clone()))
                .collect()
        }),
    })
}

/// The dependencies of packages, by the names that their code has for them.
pub(super) fn dependencies<'a>(
    metadata: &'a Metadata,
    of: &[&PackageId],
) -> impl Iterator<Item = (&'a str, &'a PackageId)> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let nodes = nodes.filter(|node| of.contains(&&node.id));
    nodes
        .flat_map(|node| &node.deps)
        .map(|dependency| (&dependency.name[..], &dependency.pkg))
}

/// What the code of the package here can name, and the versions.
pub(super) fn beside(metadata: &Metadata) -> BTreeMap<String, String> {
    let own = metadata.root_package().map(|package| &package.id);
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let version = |id| metadata[id].version.to_string();
    nodes
        .filter(|node| Some(&node.id) == own)
        .flat_map(|node| node.deps.iter().filter(|it| is_normal(it)))
        .map(|dependency| (dependency.name.clone(), version(&dependency.pkg)))
        .collect()
}

/// Whether it is one of the code itself, not of its tests alone or its build script.
fn is_normal(dependency: &NodeDep) -> bool {
    let mut kinds = dependency.dep_kinds.iter();
    dependency.dep_kinds.is_empty() || kinds.any(|info| info.kind == DependencyKind::Normal)
}

/// Of a file that is read alone, or with the modules it names.
pub(super) fn of_file(file: &str, features: BTreeSet<String>) -> Result<Package, Failure> {
    let root = PathBuf::from(file);
    if root.is_dir() {
        return Err(Failure::input(format_args!("{file} is a folder")));
    }
    let stem = root.file_stem().unwrap_or_default().to_string_lossy();
    // Of these the folder says more.
    let name = match &*stem {
        "lib" | "main" | "mod" => folder_name(&root).unwrap_or_else(|| String::from("crate")),
        stem => stem.to_owned(),
    };
    Ok(Package {
        lib: in_paths(&name),
        target: in_paths(&name),
        name,
        version: String::new(),
        edition: 2024,
        root,
        build_script: None,
        features,
        beside: BTreeMap::new(),
        is_indirect: false,
        dependencies: BTreeMap::new(),
    })
}

/// The name as it can stand in a path, whatever a file or folder may be called.
fn in_paths(name: &str) -> String {
    let part = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let name: String = name.chars().map(part).collect();
    let is_name = |name: &String| syn::parse_str::<Ident>(&format!("r#{name}")).is_ok();
    Some(name)
        .filter(is_name)
        .unwrap_or_else(|| String::from("crate"))
}

/// The name of the folder a file is in, `src` looked through, without the version that cargo's
/// folders have in theirs.
fn folder_name(file: &Path) -> Option<String> {
    let file = std::path::absolute(file).ok()?;
    let mut folder = file.parent()?;
    if folder.ends_with("src") {
        folder = folder.parent()?;
    }
    let name = folder.file_name()?.to_string_lossy();
    let is_version = |at: &usize| Version::parse(&name[at + 1..]).is_ok();
    let mut dashes = name.match_indices('-').map(|(at, _)| at);
    let end = dashes.find(is_version).unwrap_or(name.len());
    Some(name[..end].to_owned())
}

/// The features that the command line adds.
pub(super) fn asked_features(
    package: &cargo_metadata::Package,
    subject: &Subject,
) -> Result<BTreeSet<String>, Failure> {
    if subject.all_features {
        return Ok(package.features.keys().cloned().collect());
    }
    let asked: BTreeSet<_> = subject.features.iter().cloned().collect();
    match asked
        .iter()
        .find(|name| !package.features.contains_key(*name))
    {
        None => Ok(asked),
        Some(unknown) => {
            let name = &package.name;
            let known = package.features.keys().map(String::as_str);
            Err(match near::names(unknown, known) {
                Some(near) => Failure::input(format_args!(
                    "`{name}` has no feature `{unknown}`: there is {near}"
                )),
                None => Failure::input(format_args!("`{name}` has no feature `{unknown}`")),
            })
        }
    }
}

/// Turns features on, and what they turn on.
pub(super) fn add_features(
    package: &mut Package,
    asked: BTreeSet<String>,
    declared: &BTreeMap<String, Vec<String>>,
) {
    let mut open: Vec<_> = asked.into_iter().collect();
    while let Some(feature) = open.pop() {
        let more = declared.get(&feature).into_iter().flatten();
        // Others, `dep:name` and `name/feature`, are of dependencies.
        let more = more.filter(|name| declared.contains_key(*name)).cloned();
        if package.features.insert(feature) {
            open.extend(more);
        }
    }
}
