//! Gives every path in a type a name that means the same everywhere.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{
    ExprPath, GenericParam, Generics, Ident, Pat, Path, Signature, TraitBound, Type, TypePath,
    parse_quote,
};

use super::built_in::is_built_in;
use super::entity::{Entity, Namespace, Place};
use super::lookup::Names;
use super::uses::text;
use super::world::World;

/// Of names that stand for what was found, with its number behind it.
const PREFIX: &str = "__found_";

/// Replaces paths by such names. The ones of generic parameters stay as they are, and so does what
/// is always there: `Option`, `u8`.
pub(super) struct Fix<'w> {
    world: &'w World<'w>,
    place: Place,
    generics: BTreeSet<String>,
    /// What was not found.
    pub(super) unknown: BTreeSet<String>,
}

impl<'w> Fix<'w> {
    pub(super) fn new(world: &'w World<'w>, place: Place, generics: &[&Generics]) -> Self {
        let mut fix = Fix {
            world,
            place,
            generics: BTreeSet::new(),
            unknown: BTreeSet::new(),
        };
        for generics in generics {
            fix.know(generics);
        }
        fix
    }

    fn know(&mut self, generics: &Generics) {
        self.generics
            .extend(generics.params.iter().filter_map(|param| match param {
                GenericParam::Type(param) => Some(text(&param.ident)),
                GenericParam::Const(param) => Some(text(&param.ident)),
                GenericParam::Lifetime(_) => None,
            }));
    }

    /// `length`: how many segments are sure to belong to the name, where that is known.
    fn path(&mut self, path: &mut Path, namespace: Namespace, length: Option<usize>) -> usize {
        for segment in &mut path.segments {
            self.visit_path_arguments_mut(&mut segment.arguments);
        }
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| text(&segment.ident))
            .collect();
        let length = length.unwrap_or(names.len());
        if path.leading_colon.is_none() && (names[0] == "Self" || self.generics.contains(&names[0]))
        {
            return length;
        }
        let found = self.longest(path.leading_colon.is_some(), &names[..length], namespace);
        // `use std::str` brings the module alone: the type keeps its name.
        let is_module = |entity: &Entity| {
            let is_primitive = names[0].starts_with(char::is_lowercase) && is_built_in(&names[0]);
            is_primitive && entity.std_name() == Some(&names[0])
        };
        match found.filter(|(entity, _)| names.len() > 1 || !is_module(entity)) {
            Some((entity, used)) => {
                replace(path, used, &fixed(self.world, entity));
                length + 1 - used
            }
            None => {
                if !(names.len() == 1 && is_built_in(&names[0])) {
                    self.unknown.insert(names.join("::"));
                }
                length
            }
        }
    }

    /// What the path leads to, and by how many names: what is left is associated with that.
    fn longest(
        &self,
        is_absolute: bool,
        names: &[String],
        namespace: Namespace,
    ) -> Option<(Entity, usize)> {
        let path = Names {
            names,
            is_absolute,
            is_import: false,
        };
        let (mut entity, mut rest) = self.world.start(self.place, path, namespace)?;
        while let Some((name, further)) = rest.split_first() {
            let namespace = match further {
                [] => namespace,
                _ => Namespace::Types,
            };
            match self.world.named_in(&entity, name, namespace, self.place) {
                Some(child) => entity = child,
                None => break,
            }
            rest = further;
        }
        match entity {
            Entity::Module(_) => None,
            entity => Some((entity, names.len() - rest.len())),
        }
    }
}

impl VisitMut for Fix<'_> {
    fn visit_signature_mut(&mut self, sig: &mut Signature) {
        self.know(&sig.generics);
        visit_mut::visit_signature_mut(self, sig);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        // As code of before 2021 may leave the `dyn` out.
        match ty {
            Type::Path(path) if path.qself.is_none() && is_trait(self.world, &path.path) => {
                *ty = parse_quote!(dyn #path);
            }
            Type::TraitObject(object) => {
                object.dyn_token.get_or_insert_default();
            }
            _ => {}
        }
    }

    fn visit_type_path_mut(&mut self, ty: &mut TypePath) {
        match &mut ty.qself {
            None => {
                self.path(&mut ty.path, Namespace::Types, None);
            }
            Some(qself) => {
                self.visit_type_mut(&mut qself.ty);
                match qself.position {
                    0 => {
                        for segment in &mut ty.path.segments {
                            self.visit_path_arguments_mut(&mut segment.arguments);
                        }
                    }
                    length => {
                        qself.position = self.path(&mut ty.path, Namespace::Types, Some(length));
                    }
                }
            }
        }
    }

    fn visit_trait_bound_mut(&mut self, bound: &mut TraitBound) {
        self.path(&mut bound.path, Namespace::Types, None);
    }

    fn visit_expr_path_mut(&mut self, expr: &mut ExprPath) {
        if expr.qself.is_none() {
            self.path(&mut expr.path, Namespace::Values, None);
        }
    }

    /// The names of parameters.
    fn visit_pat_mut(&mut self, _: &mut Pat) {}

    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
}

/// The name by which everybody knows what was found.
fn fixed(world: &World<'_>, entity: Entity) -> Path {
    let name = format!("{PREFIX}{}", world.intern(entity));
    Ident::new(&name, Span::call_site()).into()
}

/// What such a name stands for, if it is one.
pub(super) fn found(world: &World<'_>, ident: &Ident) -> Option<Entity> {
    let number = ident.to_string().strip_prefix(PREFIX)?.parse().ok()?;
    world.interned(number)
}

/// What a path that was fixed begins with.
pub(super) fn head(world: &World<'_>, path: &Path) -> Option<Entity> {
    found(world, &path.segments.first()?.ident)
}

/// Another path in the place of a path's first names; it takes over the arguments.
pub(super) fn replace(path: &mut Path, names: usize, by: &Path) {
    let rest: Vec<_> = path.segments.iter().skip(names).cloned().collect();
    let arguments = path.segments[names - 1].arguments.clone();
    let mut by = by.clone();
    if let Some(last) = by.segments.last_mut() {
        last.arguments = arguments;
    }
    by.segments.extend(rest);
    *path = by;
}

/// Whether a path that was fixed is that of a trait, for certain: in the place of a type it is what
/// code of before 2021 may write for `dyn Trait`.
fn is_trait(world: &World<'_>, path: &Path) -> bool {
    let item = head(world, path).filter(|_| path.segments.len() == 1);
    let item = item.and_then(|entity| world.item(&entity));
    item.is_some_and(|item| matches!(*item, syn::Item::Trait(_)))
}
