//! Where the sources are: of a dependency, of a folder, of a file, of a version to fetch.

mod choose;
mod fetch;
mod metadata;
mod package;
mod targets;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use cargo_metadata::{Metadata, PackageId};

use crate::Failure;
use crate::cli::Subject;
use crate::model::{Libraries, Library, Package};
use crate::source;
pub(crate) use targets::roots;

/// The packages that cargo knows of, and their libraries as far as they were read.
pub(crate) struct Sources {
    /// None for a file alone.
    metadata: Option<Metadata>,
    libraries: RefCell<HashMap<String, Option<Rc<Library>>>>,
}

impl Sources {
    /// Finds what was asked for: the package to read, and those it depends on.
    pub(crate) fn find(subject: &Subject) -> Result<(Sources, Package), Failure> {
        let name = subject.name.as_deref();
        if let Some(file) = name.filter(|name| name.ends_with(".rs")) {
            let features = subject.features.iter().cloned().collect();
            return Ok((Sources::new(None), package::of_file(file, features)?));
        }
        let (metadata, id) = match (name, &subject.version) {
            (Some(name), Some(version)) => fetch::fetch(name, version, subject)?,
            (Some(name), None) => choose::dependency(name)?,
            (None, _) => choose::own(subject.path.as_deref().unwrap_or(Path::new(".")))?,
        };
        let mut package = package::of_id(&metadata, &id)?;
        if let (Some(_), None) = (name, &subject.version) {
            package.beside = package::beside(&metadata);
            match called(&metadata, &id) {
                Some(called) => package.lib = called.to_owned(),
                None => {
                    let is_here = metadata.workspace_members.contains(&id);
                    package.is_indirect = !is_here && metadata.root_package().is_some();
                }
            }
        }
        let asked = package::asked_features(&metadata[&id], subject)?;
        package::add_features(&mut package, asked, &metadata[&id].features);
        Ok((Sources::new(Some(metadata)), package))
    }

    fn new(metadata: Option<Metadata>) -> Sources {
        Sources {
            metadata,
            libraries: RefCell::default(),
        }
    }

    fn read(&self, id: &str) -> Option<Rc<Library>> {
        let id = PackageId {
            repr: id.to_owned(),
        };
        let package = package::of_id(self.metadata.as_ref()?, &id).ok()?;
        source::read_quietly(&package).ok().map(Rc::new)
    }
}

/// The name that the code of the package here has for a dependency.
fn called<'a>(metadata: &'a Metadata, id: &PackageId) -> Option<&'a str> {
    let own = [&metadata.root_package()?.id];
    let mut known = package::dependencies(metadata, &own);
    let (called, _) = known.find(|(_, dependency)| *dependency == id)?;
    Some(called)
}

impl Libraries for Sources {
    fn library(&self, of: &Package, name: &str) -> Option<Rc<Library>> {
        let id = of.dependencies.get(name)?;
        if let Some(library) = self.libraries.borrow().get(id) {
            return library.clone();
        }
        let library = self.read(id);
        let mut libraries = self.libraries.borrow_mut();
        libraries.insert(id.clone(), library.clone());
        library
    }
}

#[cfg(test)]
mod tests;
