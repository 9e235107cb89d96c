//! Traits that closures implement.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;
use syn::{
    AssocType, Fields, GenericArgument, Generics, ImplItem, Item, ItemImpl, Lifetime, Path,
    PathArguments, TraitBound, Type, TypePath, Visibility,
};

use super::closure::{Closure, Layer, Search, Shape};
use super::entity::Entity;
use super::fix::{self, Fix};
use super::impls::{Block, bare};
use super::substitute::Arguments;
use super::uses::text;
use super::world::World;

/// The closures that implement a trait, themselves or in a box, by what the trait's crate says.
pub(super) fn find(search: &Search<'_>, bound: &TraitBound) -> Option<Closure> {
    let entity = fix::head(search.world, &bound.path)?;
    let of = Trait::of(search.world, &entity)?;
    let given = of.arguments(bound);
    let blocks = search.world.implementations(&entity);
    let mut found: Vec<Closure> = blocks
        .into_iter()
        .filter_map(|block| implemented(search, block, &of, &given, bound))
        .collect();
    // A closure that needs no wrapper is put into none.
    found.sort_by_key(|closure| closure.layers.len());
    let mut closure = found.into_iter().next()?;
    closure.behind = Some(entity);
    Some(closure)
}

/// A trait, as far as its arguments go.
struct Trait {
    generics: Generics,
}

impl Trait {
    fn of(world: &World<'_>, entity: &Entity) -> Option<Trait> {
        let item = world.item(entity)?;
        let Item::Trait(of) = &*item else {
            return None;
        };
        let mut generics = of.generics.clone();
        Fix::new(world, item.place, &[&of.generics]).visit_generics_mut(&mut generics);
        Some(Trait { generics })
    }

    /// The types that a bound gives to the trait's parameters, in their order.
    fn arguments(&self, bound: &TraitBound) -> Vec<Option<Type>> {
        let Some(last) = bound.path.segments.last() else {
            return Vec::new();
        };
        let arguments = Arguments::of(&self.generics, &last.arguments);
        let params = self.generics.type_params();
        params
            .map(|param| arguments.types.get(&text(&param.ident)).cloned())
            .collect()
    }
}

/// The closure that a block implements the trait for.
fn implemented(
    search: &Search<'_>,
    block: Block,
    of: &Trait,
    given: &[Option<Type>],
    bound: &TraitBound,
) -> Option<Closure> {
    let world = search.world;
    let item = world.item_at(block.place, block.item)?;
    let Item::Impl(implementation) = &*item else {
        return None;
    };
    let mut implementation = heading(implementation);
    let mut fixer = Fix::new(world, block.place, &[&implementation.generics.clone()]);
    fixer.visit_item_impl_mut(&mut implementation);
    let (path, _) = implementation.trait_.clone()?;
    let pattern = of.arguments(&syn::parse_quote!(#path));

    let mut unified = Unified::of(&implementation.generics);
    for (pattern, given) in pattern.iter().zip(given) {
        if let (Some(pattern), Some(given)) = (pattern, given)
            && !unified.ty(pattern, given)
        {
            return None;
        }
    }
    unified.associated(&implementation, bound);

    let generics = [implementation.generics.clone()];
    let inner = Search {
        world,
        generics: &generics,
        depth: search.depth + 1,
    };
    let mut closure = match newtype(world, &implementation.self_ty) {
        Some((by, field)) => {
            let mut closure = inner.ty(&field)?;
            closure.layers.insert(0, Layer { by, ty: None });
            closure
        }
        None => inner.ty(&implementation.self_ty)?,
    };
    unified.apply(&mut closure).then_some(closure)
}

/// The constructor and the field of a tuple struct that has only that one.
fn newtype(world: &World<'_>, ty: &Type) -> Option<(Path, Type)> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = bare(ty)
    else {
        return None;
    };
    let item = world.item(&fix::head(world, path)?)?;
    let Item::Struct(of) = &*item else {
        return None;
    };
    let Fields::Unnamed(fields) = &of.fields else {
        return None;
    };
    let [field] = &fields.unnamed.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    if !matches!(field.vis, Visibility::Public(_)) {
        return None;
    }
    let mut ty = field.ty.clone();
    Fix::new(world, item.place, &[&of.generics]).visit_type_mut(&mut ty);
    let given = &path.segments.last()?.arguments;
    Arguments::of(&of.generics, given).visit_type_mut(&mut ty);
    let mut by = path.clone();
    by.segments.last_mut()?.arguments = PathArguments::None;
    Some((by, ty))
}

/// What a block's parameters stand for, as the use of its trait says.
struct Unified {
    params: BTreeSet<String>,
    arguments: Arguments,
}

impl Unified {
    fn of(generics: &Generics) -> Unified {
        let params = generics
            .type_params()
            .map(|param| text(&param.ident))
            .collect();
        let mut arguments = Arguments::default();
        for param in generics.lifetimes() {
            let unnamed = Lifetime::new("'_", Span::call_site());
            arguments
                .lifetimes
                .insert(param.lifetime.ident.to_string(), unnamed);
        }
        Unified { params, arguments }
    }

    /// Whether the block's type can be the one given; learns what its parameters are then.
    fn ty(&mut self, pattern: &Type, given: &Type) -> bool {
        let (pattern, given) = (bare(pattern), bare(given));
        if let Some(name) = param(pattern).filter(|name| self.params.contains(name)) {
            let known = self
                .arguments
                .types
                .entry(name)
                .or_insert_with(|| given.clone());
            return same(known, given);
        }
        match (pattern, given) {
            (Type::Path(pattern), Type::Path(given)) => self.path(&pattern.path, &given.path),
            (Type::Reference(pattern), Type::Reference(given)) => {
                pattern.mutability.is_some() == given.mutability.is_some()
                    && self.ty(&pattern.elem, &given.elem)
            }
            (Type::Slice(pattern), Type::Slice(given)) => self.ty(&pattern.elem, &given.elem),
            (Type::Tuple(pattern), Type::Tuple(given)) => {
                pattern.elems.len() == given.elems.len()
                    && pattern
                        .elems
                        .iter()
                        .zip(&given.elems)
                        .all(|(pattern, given)| self.ty(pattern, given))
            }
            (pattern, given) => same(pattern, given),
        }
    }

    fn path(&mut self, pattern: &Path, given: &Path) -> bool {
        pattern.segments.len() == given.segments.len()
            && pattern
                .segments
                .iter()
                .zip(&given.segments)
                .all(|(pattern, given)| {
                    let types = |arguments: &PathArguments| -> Vec<Type> {
                        let PathArguments::AngleBracketed(given) = arguments else {
                            return Vec::new();
                        };
                        let types = given.args.iter().filter_map(|argument| match argument {
                            GenericArgument::Type(ty) => Some(ty.clone()),
                            _ => None,
                        });
                        types.collect()
                    };
                    let (ours, theirs) = (types(&pattern.arguments), types(&given.arguments));
                    pattern.ident == given.ident
                        && ours.len() == theirs.len()
                        && ours
                            .iter()
                            .zip(&theirs)
                            .all(|(ours, theirs)| self.ty(ours, theirs))
                })
    }

    /// Learns from `type Output = R;` and `Handler<Output = u8>` what `R` is.
    fn associated(&mut self, implementation: &ItemImpl, bound: &TraitBound) {
        let Some(PathArguments::AngleBracketed(given)) =
            bound.path.segments.last().map(|last| &last.arguments)
        else {
            return;
        };
        for argument in &given.args {
            let GenericArgument::AssocType(AssocType { ident, ty, .. }) = argument else {
                continue;
            };
            for member in &implementation.items {
                if let ImplItem::Type(member) = member
                    && member.ident == *ident
                {
                    self.ty(&member.ty, ty);
                }
            }
        }
    }

    /// Puts what is known into a closure; whether that is enough.
    fn apply(&mut self, closure: &mut Closure) -> bool {
        let left: BTreeSet<_> = self
            .params
            .iter()
            .filter(|name| !self.arguments.types.contains_key(*name))
            .cloned()
            .collect();
        let mut mentions = Mentions {
            names: &left,
            found: false,
        };
        match &mut closure.shape {
            Shape::Bound(bound) => {
                self.arguments.visit_trait_bound_mut(bound);
                mentions.visit_trait_bound(bound);
            }
            Shape::Pointer(ty) => {
                self.arguments.visit_type_mut(ty);
                mentions.visit_type(ty);
            }
        }
        for layer in &mut closure.layers {
            if let Some(ty) = &mut layer.ty {
                self.arguments.visit_type_mut(ty);
            }
        }
        !mentions.found
    }
}

struct Mentions<'n> {
    names: &'n BTreeSet<String>,
    found: bool,
}

impl<'ast> Visit<'ast> for Mentions<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let first = path.segments.first();
        self.found |= first.is_some_and(|first| self.names.contains(&text(&first.ident)));
        visit::visit_path(self, path);
    }
}

/// The name, if the type is no more than one.
fn param(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident().map(text),
        _ => None,
    }
}

fn same(one: &Type, other: &Type) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// The block, with no more in it than associated types.
fn heading(of: &ItemImpl) -> ItemImpl {
    let types = of
        .items
        .iter()
        .filter(|item| matches!(item, ImplItem::Type(_)));
    ItemImpl {
        attrs: Vec::new(),
        modifiers: of.modifiers.clone(),
        unsafety: of.unsafety,
        impl_token: of.impl_token,
        generics: of.generics.clone(),
        trait_: of.trait_.clone(),
        self_ty: of.self_ty.clone(),
        brace_token: of.brace_token,
        items: types.cloned().collect(),
    }
}
