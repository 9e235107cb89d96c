//! Which `impl` blocks are there for a type, and for a trait.

use std::collections::HashMap;

use syn::{Item, ItemImpl, Path, Type};

use super::entity::{Entity, Namespace, Place};
use super::lookup::Names;
use super::uses::text;
use super::world::World;
use crate::syntax::bare;

/// An `impl` block, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) place: Place,
    pub(super) item: usize,
}

/// The `impl` blocks of a crate.
#[derive(Default)]
pub(super) struct Impls {
    inherent: HashMap<Entity, Vec<Block>>,
    /// Those of traits, by the trait's last name: few are ever asked for.
    of_traits: HashMap<String, Vec<Block>>,
}

impl World<'_> {
    /// A type's own blocks.
    pub(super) fn inherent(&self, of: &Entity) -> Vec<Block> {
        let Some(krate) = krate(of) else {
            return Vec::new();
        };
        self.impls(krate, |impls| impls.inherent.get(of).cloned())
    }

    /// The blocks in a trait's own crate that implement it.
    pub(super) fn implementations(&self, of: &Entity) -> Vec<Block> {
        let (Entity::Item { name, .. }, Some(krate)) = (of, krate(of)) else {
            return Vec::new();
        };
        let mut blocks = self.impls(krate, |impls| impls.of_traits.get(name).cloned());
        blocks.retain(|block| {
            let item = self.item_at(block.place, block.item);
            let found = item.and_then(|item| match &*item {
                Item::Impl(ItemImpl {
                    trait_: Some((path, _)),
                    ..
                }) => self.of_path(block.place, path),
                _ => None,
            });
            found.as_ref() == Some(of)
        });
        blocks
    }

    /// The blocks in a type's own crate by which it is made `From` others.
    pub(super) fn conversions(&self, of: &Entity) -> Vec<Block> {
        let Some(krate) = krate(of) else {
            return Vec::new();
        };
        let mut blocks = self.impls(krate, |impls| impls.of_traits.get("From").cloned());
        blocks.retain(|block| {
            let item = self.item_at(block.place, block.item);
            let made = item.and_then(|item| match &*item {
                Item::Impl(found) => self.type_of(block.place, &found.self_ty, 0),
                _ => None,
            });
            made.as_ref() == Some(of)
        });
        blocks
    }

    fn impls(&self, number: usize, look: impl FnOnce(&Impls) -> Option<Vec<Block>>) -> Vec<Block> {
        let krate = self.krate(number);
        let impls = krate.impls.get_or_init(|| self.index(number));
        look(impls).unwrap_or_default()
    }

    fn index(&self, krate: usize) -> Impls {
        let mut impls = Impls::default();
        let Some(library) = self.library(krate) else {
            return impls;
        };
        for (module, content) in library.modules.iter().enumerate() {
            for (item, implementation) in content.items.iter().enumerate() {
                let Item::Impl(implementation) = implementation else {
                    continue;
                };
                let place = Place { krate, module };
                let block = Block { place, item };
                match &implementation.trait_ {
                    Some((path, _)) => {
                        if let Some(last) = path.segments.last() {
                            let blocks = impls.of_traits.entry(text(&last.ident));
                            blocks.or_default().push(block);
                        }
                    }
                    None => {
                        if let Some(of) = self.type_of(place, &implementation.self_ty, 0) {
                            impls.inherent.entry(of).or_default().push(block);
                        }
                    }
                }
            }
        }
        impls
    }

    /// What a type is by its outermost name; aliases are followed.
    fn type_of(&self, place: Place, ty: &Type, depth: usize) -> Option<Entity> {
        let found = match bare(ty) {
            Type::Path(ty) if ty.qself.is_none() => self.of_path(place, &ty.path),
            // `impl dyn Trait`
            Type::TraitObject(object) => object.bounds.iter().find_map(|bound| match bound {
                syn::TypeParamBound::Trait(bound) => self.of_path(place, &bound.path),
                _ => None,
            }),
            _ => None,
        }?;
        match self.item(&found) {
            Some(item) if depth < 8 => match &*item {
                Item::Type(alias) => self.type_of(item.place, &alias.ty, depth + 1),
                _ => Some(found),
            },
            _ => Some(found),
        }
    }

    /// What a path of types stands for.
    pub(super) fn of_path(&self, place: Place, path: &Path) -> Option<Entity> {
        let names: Vec<_> = path
            .segments
            .iter()
            .map(|segment| text(&segment.ident))
            .collect();
        let path = Names {
            names: &names,
            is_absolute: path.leading_colon.is_some(),
            is_import: false,
        };
        self.path(place, path, Namespace::Types)
    }
}

fn krate(of: &Entity) -> Option<usize> {
    match of {
        Entity::Item { place, .. } => Some(place.krate),
        _ => None,
    }
}
