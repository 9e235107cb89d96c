//! The source files of a package: of its library, and of all else that is built of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::ext::IdentExt;
use syn::{Attribute, Item, ItemMod};

use crate::Failure;
use crate::crates;
use crate::expand::attributes;
use crate::progress::Progress;
use crate::source::{Place, text};

/// A parsed file, with all bodies.
pub(crate) struct SourceFile {
    /// As it is shown.
    pub(crate) path: String,
    /// The module that it is: none for the root of a crate.
    pub(crate) module: Vec<String>,
    pub(crate) syntax: syn::File,
}

/// The files of the package in a folder, by default of the one around the current directory; or
/// those of the crate whose root is that file.
pub(crate) fn read(path: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
    let path = path.unwrap_or(Path::new("."));
    let roots = match path.is_dir() {
        true => crates::roots(path)?,
        false => vec![path.to_owned()],
    };
    let mut reader = Reader {
        progress: Progress::start(String::from("reading")),
        seen: BTreeSet::new(),
        files: Vec::new(),
    };
    for root in roots {
        let read = reader.read(&Place::beside(root), Vec::new());
        read.map_err(Failure::input)?;
    }
    Ok(reader.files)
}

struct Reader {
    progress: Progress,
    /// A module may be part of several crates: the first one counts.
    seen: BTreeSet<PathBuf>,
    files: Vec<SourceFile>,
}

impl Reader {
    /// Reads a file, and then those of its modules.
    fn read(&mut self, place: &Place, module: Vec<String>) -> Result<(), String> {
        let path = &place.file;
        if !self.seen.insert(path.canonicalize().unwrap_or_default()) {
            return Ok(());
        }
        self.progress.step(path);
        let syntax = text::parse(path, &text::read(path)?)?;
        let mut modules = Vec::new();
        files_of(&syntax.items, place, &module, &mut modules);
        self.files.push(SourceFile {
            path: text::shown(path),
            module,
            syntax,
        });
        for (place, module) in modules {
            self.read(&place, module)?;
        }
        Ok(())
    }
}

/// Collects the files of the modules among these items. One that is not there is generated, or for
/// another configuration.
fn files_of(
    items: &[Item],
    place: &Place,
    module: &[String],
    found: &mut Vec<(Place, Vec<String>)>,
) {
    for item in items {
        let Item::Mod(item) = item else { continue };
        let name = item.ident.unraw().to_string();
        let module = [module, std::slice::from_ref(&name)].concat();
        let attributes = attributes(item);
        match &item.content {
            Some((_, items)) => {
                let place = place.inline(&name, &attributes);
                files_of(items, &place, &module, found);
            }
            None => {
                // Each on its own: under `cfg_attr` there may be several paths.
                let attributes = attributes.chunks(1).chain([&[][..]]);
                let places =
                    attributes.filter_map(|attribute| place.of_file(&name, attribute).ok());
                found.extend(places.map(|place| (place, module.clone())).next());
            }
        }
    }
}

/// Those of a module that say where it is.
fn attributes(item: &ItemMod) -> Vec<Attribute> {
    let said = item.attrs.iter().flat_map(|attribute| {
        let metas = attributes::metas(attribute).into_iter();
        metas.map(|(meta, _)| Attribute {
            meta,
            ..attribute.clone()
        })
    });
    said.filter(|attribute| attribute.path().is_ident("path"))
        .collect()
}
