//! Traits that closures implement.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;
use syn::{AssocType, GenericArgument, Generics, Lifetime, Path, PathArguments, TraitBound, Type};

use super::closure::{Closure, Shape};
use super::fix;
use super::implementors::{self, Implemented, Implementor};
use super::substitute::Arguments;
use super::uses::text;
use super::world::World;
use crate::syntax::{arguments, bare};

/// The closure that a bound is for: one that implements the trait, itself or in a wrapper.
pub(super) fn find(world: &World<'_>, bound: &TraitBound) -> Option<Closure> {
    let entity = fix::head(world, &bound.path)?;
    let of = Implemented::of(world, &entity)?;
    let given = implementors::arguments(&of.generics, &bound.path);
    let mut closure = of
        .by
        .iter()
        .find_map(|implementor| fitting(implementor, &given, bound))?;
    closure.behind = Some(entity);
    Some(closure)
}

/// The closure, if the block is for the trait with these arguments.
fn fitting(
    implementor: &Implementor,
    given: &[Option<Type>],
    bound: &TraitBound,
) -> Option<Closure> {
    let mut unified = Unified::of(&implementor.generics, &implementor.arguments, given)?;
    unified.associated(implementor, bound);
    unified.applied(implementor.closure.clone())
}

/// What a block's parameters stand for, as the use of its trait or type says.
pub(super) struct Unified {
    params: BTreeSet<String>,
    arguments: Arguments,
}

impl Unified {
    /// From the arguments that the block and the use give to that, if these can be the same.
    pub(super) fn of(
        generics: &Generics,
        patterns: &[Option<Type>],
        given: &[Option<Type>],
    ) -> Option<Unified> {
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
        let mut unified = Unified { params, arguments };
        let fits = patterns.iter().zip(given).all(|both| match both {
            (Some(pattern), Some(given)) => unified.ty(pattern, given),
            _ => true,
        });
        fits.then_some(unified)
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
                    let ours = arguments(&pattern.arguments);
                    let theirs = arguments(&given.arguments);
                    pattern.ident == given.ident
                        && ours.len() == theirs.len()
                        && ours
                            .iter()
                            .zip(&theirs)
                            .all(|(ours, theirs)| self.ty(ours, theirs))
                })
    }

    /// Learns from `type Output = R;` and `Handler<Output = u8>` what `R` is.
    fn associated(&mut self, implementor: &Implementor, bound: &TraitBound) {
        let last = bound.path.segments.last();
        let Some(PathArguments::AngleBracketed(given)) = last.map(|last| &last.arguments) else {
            return;
        };
        for argument in &given.args {
            if let GenericArgument::AssocType(AssocType { ident, ty, .. }) = argument {
                for (_, pattern) in implementor
                    .associated
                    .iter()
                    .filter(|(name, _)| name == ident)
                {
                    self.ty(pattern, ty);
                }
            }
        }
    }

    /// Puts what is known into a closure, if that is enough.
    pub(super) fn applied(mut self, mut closure: Closure) -> Option<Closure> {
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
        (!mentions.found).then_some(closure)
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
