//! Where the files of modules are.

use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Where a module stands: what the paths of those in it are relative to.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) file: PathBuf,
    /// The folder of the files of modules in it.
    folder: PathBuf,
    /// Whether it is written in the braces of another.
    is_inline: bool,
}

impl Place {
    /// Of a file whose modules are beside it: `lib.rs`, `mod.rs`, and those of a `#[path]`.
    pub(crate) fn beside(file: PathBuf) -> Place {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        Place {
            file,
            folder,
            is_inline: false,
        }
    }

    /// Of a module in braces.
    pub(crate) fn inline(&self, name: &str, attrs: &[Attribute]) -> Place {
        Place {
            file: self.file.clone(),
            folder: match path(attrs) {
                Some(path) => self.base().join(path),
                None => self.folder.join(name),
            },
            is_inline: true,
        }
    }

    /// Of a module in a file, or the file that is missing.
    pub(crate) fn of_file(&self, name: &str, attrs: &[Attribute]) -> Result<Place, PathBuf> {
        let exists = |file: PathBuf| if file.is_file() { Ok(file) } else { Err(file) };
        if let Some(path) = path(attrs) {
            return exists(self.base().join(path)).map(Place::beside);
        }
        let folder = self.folder.join(name);
        match exists(self.folder.join(format!("{name}.rs"))) {
            Ok(file) => Ok(Place {
                file,
                folder,
                is_inline: false,
            }),
            Err(missing) => match exists(folder.join("mod.rs")) {
                Ok(file) => Ok(Place::beside(file)),
                Err(_) => Err(missing),
            },
        }
    }

    /// What a `#[path]` is relative to: the file it is in, unless braces are around it.
    fn base(&self) -> &Path {
        if self.is_inline {
            &self.folder
        } else {
            self.file.parent().unwrap_or(Path::new(""))
        }
    }
}

/// The `..` of `#[path = ".."]`.
fn path(attrs: &[Attribute]) -> Option<String> {
    attrs.iter().find_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("path") => match &meta.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(path),
                ..
            }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}
