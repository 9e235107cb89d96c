//! The source files of a package: of its library, and of all else that is built of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cargo_metadata::MetadataCommand;
use syn::ext::IdentExt;
use syn::{Item, ItemMod};

use crate::Failure;
use crate::expand::attributes;

/// A parsed file, with all bodies.
pub(crate) struct SourceFile {
    /// From the current directory on, if it is below that.
    pub(crate) path: PathBuf,
    /// The module that it is: none for the root of a crate.
    pub(crate) module: Vec<String>,
    pub(crate) syntax: syn::File,
}

/// The files of the package in a folder, by default of the one around the current directory; or
/// those of the crate whose root is that file.
pub(crate) fn read(path: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
    let here = env::current_dir().map_err(|error| Failure::input(format!("no folder: {error}")))?;
    let roots = match path {
        Some(path) if !path.is_dir() => vec![here.join(path)],
        Some(path) => roots(&here.join(path), false)?,
        None => roots(&here, true)?,
    };
    let mut reader = Reader {
        here,
        seen: BTreeSet::new(),
        files: Vec::new(),
    };
    for root in roots {
        let folder = root.parent().unwrap_or(&root).to_owned();
        reader.read(&root, &folder, Vec::new())?;
    }
    Ok(reader.files)
}

/// The roots of all crates of the package whose manifest is in that folder, or above it; of a
/// workspace without a package of its own, those of its members.
fn roots(folder: &Path, or_above: bool) -> Result<Vec<PathBuf>, Failure> {
    let above = if or_above { usize::MAX } else { 1 };
    let mut manifests = folder
        .ancestors()
        .take(above)
        .map(|at| at.join("Cargo.toml"));
    let manifest = manifests
        .find(|manifest| manifest.is_file())
        .ok_or_else(|| {
            let above = if or_above { ", nor above it" } else { "" };
            Failure::input(format!("no Cargo.toml in {}{above}", folder.display()))
        })?;
    let metadata = MetadataCommand::new()
        .manifest_path(&manifest)
        .no_deps()
        .exec()
        .map_err(Failure::input)?;
    let mut packages = metadata.workspace_packages();
    let is_it =
        |package: &&cargo_metadata::Package| package.manifest_path.as_std_path() == manifest;
    if let Some(package) = packages.iter().copied().find(is_it) {
        packages = vec![package];
    }
    let targets = packages.iter().flat_map(|package| &package.targets);
    // `build.rs` is a crate of its own, too, but seldom has to do with callbacks.
    Ok(targets
        .map(|target| target.src_path.as_std_path().to_owned())
        .collect())
}

struct Reader {
    here: PathBuf,
    /// A module may be part of several crates: the first one counts.
    seen: BTreeSet<PathBuf>,
    files: Vec<SourceFile>,
}

impl Reader {
    /// Reads a file, and then those of its modules, which are in `folder`.
    fn read(&mut self, path: &Path, folder: &Path, module: Vec<String>) -> Result<(), Failure> {
        let shown = path.strip_prefix(&self.here).unwrap_or(path).to_owned();
        if !self
            .seen
            .insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
        {
            return Ok(());
        }
        let unreadable = |error| Failure::input(format!("{}: {error}", shown.display()));
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let syntax = syn::parse_file(&text).map_err(|error| {
            let at = error.span().start();
            let (line, column) = (at.line, at.column + 1);
            Failure::input(format!("{}:{line}:{column}: {error}", shown.display()))
        })?;
        let mut modules = Vec::new();
        files_of(
            &syntax.items,
            path.parent().unwrap_or(path),
            folder,
            &module,
            &mut modules,
        );
        self.files.push(SourceFile {
            path: shown,
            module,
            syntax,
        });
        for (places, module) in modules {
            // What is not there is generated, or for another configuration.
            if let Some((file, folder)) = places.into_iter().find(|(file, _)| file.is_file()) {
                self.read(&file, &folder, module)?;
            }
        }
        Ok(())
    }
}

/// A file, and the folder of the modules that it has.
type Place = (PathBuf, PathBuf);

/// Collects where the files of the modules among these items may be, and the modules' paths.
///
/// A `#[path]` counts from the `beside`, the folder of the file, but in an inline module from that
/// of its modules, as names do everywhere.
fn files_of(
    items: &[Item],
    beside: &Path,
    folder: &Path,
    module: &[String],
    found: &mut Vec<(Vec<Place>, Vec<String>)>,
) {
    for item in items {
        let Item::Mod(item) = item else { continue };
        let name = item.ident.unraw().to_string();
        let module = [module, std::slice::from_ref(&name)].concat();
        let own = folder.join(&name);
        if let Some((_, items)) = &item.content {
            files_of(items, &own, &own, &module, found);
            continue;
        }
        let mut places: Vec<Place> = paths(item)
            .map(|path| beside.join(path))
            .map(|file| (file.clone(), file.parent().unwrap_or(&file).to_owned()))
            .collect();
        places.push((folder.join(format!("{name}.rs")), own.clone()));
        places.push((own.join("mod.rs"), own));
        found.push((places, module));
    }
}

/// What its `#[path]` says; under `cfg_attr` there may be several.
fn paths(item: &ItemMod) -> impl Iterator<Item = String> {
    let metas = item.attrs.iter().flat_map(attributes::metas);
    metas.filter_map(|(meta, _)| match meta {
        syn::Meta::NameValue(syn::MetaNameValue {
            path,
            value:
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(value),
                    ..
                }),
            ..
        }) if path.is_ident("path") => Some(value.value()),
        _ => None,
    })
}
