//! What names mean.
//!
//! A path is looked up in the tables of its module's names, which [`scope`] makes of `use`s and
//! items. Where a type is taken out of its module, its names are fixed first: each is replaced by
//! one that means the same everywhere. So a type can be looked into and put together of parts of
//! several crates, and in the end it is shown by public paths.

mod blanket;
mod built_in;
mod closure;
mod entity;
mod exports;
mod fix;
mod hidden;
mod implementors;
mod impls;
mod lookup;
mod scope;
mod show;
mod substitute;
#[cfg(test)]
mod tests;
mod uses;
mod world;

use std::collections::BTreeMap;
use std::rc::Rc;

use syn::visit_mut::VisitMut;

use self::closure::Search;
use self::entity::{Namespace, Place};
use self::fix::Fix;
use self::lookup::Names;
use self::show::Show;
use self::world::World;
use crate::model::{Definition, Hidden, Libraries, Library};

/// Looks names up in a library, and in those it depends on.
pub(crate) struct Resolver<'a> {
    library: Rc<Library>,
    world: World<'a>,
    /// The library's number.
    krate: usize,
}

/// Something that a library shows, and its path from the library's name on.
pub(crate) struct PublicItem {
    pub(crate) definition: Definition,
    pub(crate) path: String,
}

/// An `impl` block, by its place among a module's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Implementation {
    pub(crate) module: usize,
    pub(crate) item: usize,
}

/// What became of the names in something that was made public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// The crates, other than the library and the standard ones, that must be at hand, and their
    /// versions.
    pub(crate) crates: BTreeMap<String, String>,
    /// What has no public path, or was not found.
    pub(crate) private: Vec<String>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(library: Rc<Library>, libraries: &'a dyn Libraries) -> Self {
        let world = World::new(libraries);
        let krate = world.add(Rc::clone(&library));
        Resolver {
            library,
            world,
            krate,
        }
    }

    pub(crate) fn library(&self) -> &Rc<Library> {
        &self.library
    }

    fn place(&self, module: usize) -> Place {
        Place {
            krate: self.krate,
            module,
        }
    }

    /// What a path in one of the library's modules stands for; `use`s, globs and re-exports are
    /// followed, aliases are not.
    pub(crate) fn definition(&self, module: usize, path: &syn::Path) -> Option<Definition> {
        let names: Vec<_> = path
            .segments
            .iter()
            .map(|segment| uses::text(&segment.ident))
            .collect();
        let path = Names {
            names: &names,
            is_absolute: path.leading_colon.is_some(),
            is_import: false,
        };
        let namespaces = [Namespace::Types, Namespace::Values].into_iter();
        let mut found =
            namespaces.filter_map(|namespace| self.world.path(self.place(module), path, namespace));
        found.find_map(|entity| self.world.definition(&entity))
    }

    /// The shortest public path of an item, from a crate's name on: `cpal::traits::DeviceTrait`.
    /// An item of another crate goes by this one's re-export, if it has one. `std`'s are no items.
    pub(crate) fn public_path(&self, of: &Definition) -> Option<String> {
        let path = self
            .world
            .public_path(&self.world.entity(of)?, self.krate)?;
        Some(path.join("::"))
    }

    /// All that the library shows and that is not `#[doc(hidden)]`, in the order of the paths. Items
    /// of other crates are among them where it passes them on one by one, or by a glob.
    pub(crate) fn public_items(&self) -> Vec<PublicItem> {
        let krate = self.world.exports(self.krate);
        let name = self.world.crate_name(self.krate);
        let all = krate
            .exports
            .get()
            .into_iter()
            .flat_map(|exports| exports.iter());
        let mut items: Vec<_> = all
            .filter(|(_, export)| !export.is_hidden)
            .filter_map(|(entity, export)| {
                Some(PublicItem {
                    definition: self.world.definition(entity)?,
                    path: format!("{name}::{}", export.path.join("::")),
                })
            })
            .collect();
        items.sort_by(|one, other| one.path.cmp(&other.path));
        items
    }

    /// A type's own `impl` blocks, in the library that it is defined in.
    pub(crate) fn inherent_impls(&self, of: &Definition) -> Vec<Implementation> {
        let blocks = self.world.entity(of).map(|of| self.world.inherent(&of));
        blocks
            .unwrap_or_default()
            .into_iter()
            .map(Implementation::from)
            .collect()
    }

    /// Every path by its public path, `::cpal::Error`, as far as that is possible, in any syntax
    /// that stands in an item of these generics: what `visit` shows its visitor.
    ///
    /// It is shown twice.
    pub(crate) fn publish(
        &self,
        module: usize,
        generics: &[&syn::Generics],
        mut visit: impl FnMut(&mut dyn VisitMut),
    ) -> Named {
        let mut fix = Fix::new(&self.world, self.place(module), generics);
        visit(&mut fix);
        let mut show = Show::new(&self.world, self.krate);
        visit(&mut show);
        show.private.append(&mut fix.unknown);
        Named {
            crates: show.crates,
            private: show.private.into_iter().collect(),
        }
    }

    /// The closure behind a type: an alias for one, or the trait that a parameter is bounded by
    /// (directly, or as `impl Trait`), implemented for all closures of a kind.
    ///
    /// Where the type shows the closure itself, perhaps by other names, `behind` is none.
    pub(crate) fn hidden(
        &self,
        module: usize,
        ty: &syn::Type,
        generics: &[&syn::Generics],
    ) -> Option<Hidden> {
        let mut ty = ty.clone();
        let mut declared: Vec<_> = generics
            .iter()
            .map(|generics| (*generics).clone())
            .collect();
        let mut fix = Fix::new(&self.world, self.place(module), generics);
        fix.visit_type_mut(&mut ty);
        for generics in &mut declared {
            fix.visit_generics_mut(generics);
        }
        let search = Search {
            world: &self.world,
            generics: &declared,
            depth: 0,
        };
        Some(hidden::described(&self.world, self.krate, search.ty(&ty)?))
    }
}

impl From<impls::Block> for Implementation {
    fn from(block: impls::Block) -> Self {
        Implementation {
            module: block.place.module,
            item: block.item,
        }
    }
}
