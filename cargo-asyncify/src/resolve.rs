//! What names mean.

use std::rc::Rc;

use crate::model::{Definition, Hidden, Libraries, Library};

/// Looks names up in a library, and in those it depends on.
pub(crate) struct Resolver<'a> {
    library: Rc<Library>,
    libraries: &'a dyn Libraries,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(library: Rc<Library>, libraries: &'a dyn Libraries) -> Self {
        Resolver { library, libraries }
    }

    pub(crate) fn library(&self) -> &Rc<Library> {
        &self.library
    }

    /// What a path in one of the library's modules stands for; `use`s, globs and re-exports are
    /// followed, aliases are not.
    pub(crate) fn definition(&self, _module: usize, _path: &syn::Path) -> Option<Definition> {
        let _ = self.libraries;
        None
    }

    /// The shortest public path of an item, from a crate's name on: `cpal::traits::DeviceTrait`.
    /// An item of another crate goes by this one's re-export, if it has one. `std`'s are no items.
    pub(crate) fn public_path(&self, _of: &Definition) -> Option<String> {
        None
    }

    /// Every path in the tokens of a signature by its public path, `::cpal::Error`, as far as
    /// that is possible; the names that have none are returned.
    pub(crate) fn make_public(&self, _module: usize, _sig: &mut syn::Signature) -> Vec<String> {
        Vec::new()
    }

    /// The closure behind a type: an alias for one, or the trait that a parameter is bounded by
    /// (directly, or as `impl Trait`), implemented for all closures of a kind.
    pub(crate) fn hidden(
        &self,
        _module: usize,
        _ty: &syn::Type,
        _generics: &[&syn::Generics],
    ) -> Option<Hidden> {
        None
    }
}
