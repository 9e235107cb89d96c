//! Generic parameters, and what is put in their places.

use std::collections::HashMap;

use syn::visit_mut::{self, VisitMut};
use syn::{
    Expr, GenericArgument, GenericParam, Generics, Item, Lifetime, Path, PathArguments, Type,
};

use super::fix::{self, Fix};
use super::uses::text;
use super::world::World;

/// What stands for generic parameters.
#[derive(Clone, Default)]
pub(super) struct Arguments {
    pub(super) types: HashMap<String, Type>,
    pub(super) lifetimes: HashMap<String, Lifetime>,
    values: HashMap<String, Expr>,
}

impl Arguments {
    /// The arguments of a path's last name, for these parameters.
    pub(super) fn of(generics: &Generics, given: &PathArguments) -> Arguments {
        let mut arguments = Arguments::default();
        let given: Vec<&GenericArgument> = match given {
            PathArguments::AngleBracketed(given) => given.args.iter().collect(),
            _ => Vec::new(),
        };
        let is_lifetime =
            |argument: &&&GenericArgument| matches!(argument, GenericArgument::Lifetime(_));
        let mut lifetimes = given.iter().filter(is_lifetime);
        let mut others = given.iter().filter(|argument| {
            matches!(
                argument,
                GenericArgument::Type(_) | GenericArgument::Const(_)
            )
        });
        for param in &generics.params {
            match param {
                GenericParam::Lifetime(param) => {
                    let given = match lifetimes.next() {
                        Some(GenericArgument::Lifetime(given)) => given.clone(),
                        _ => Lifetime::new("'_", param.lifetime.span()),
                    };
                    arguments
                        .lifetimes
                        .insert(param.lifetime.ident.to_string(), given);
                }
                GenericParam::Type(param) => {
                    let given = match others.next() {
                        Some(GenericArgument::Type(given)) => Some(given.clone()),
                        // A default may be said with the parameters before it.
                        _ => param.default.clone().map(|(_, mut default)| {
                            arguments.visit_type_mut(&mut default);
                            default
                        }),
                    };
                    if let Some(given) = given {
                        arguments.types.insert(text(&param.ident), given);
                    }
                }
                GenericParam::Const(param) => {
                    let given = match others.next() {
                        Some(GenericArgument::Const(given)) => Some(given.clone()),
                        // A lone name may be either.
                        Some(GenericArgument::Type(Type::Path(given))) => {
                            let path = &given.path;
                            Some(syn::parse_quote!(#path))
                        }
                        _ => param.default.clone().map(|(_, default)| default),
                    };
                    if let Some(given) = given {
                        arguments.values.insert(text(&param.ident), given);
                    }
                }
            }
        }
        arguments
    }
}

impl VisitMut for Arguments {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = ty
            && path.qself.is_none()
            && let Some(first) = path.path.segments.first()
            && let Some(given) = self.types.get(&text(&first.ident))
        {
            let rest: Vec<_> = path.path.segments.iter().skip(1).cloned().collect();
            *ty = match rest.as_slice() {
                [] => given.clone(),
                // Something associated with it.
                rest => syn::parse_quote!(<#given>::#(#rest)::*),
            };
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Path(path) = expr
            && let Some(given) = path
                .path
                .get_ident()
                .and_then(|name| self.values.get(&text(name)))
        {
            *expr = given.clone();
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if let Some(given) = self.lifetimes.get(&lifetime.ident.to_string()) {
            *lifetime = given.clone();
        }
    }
}

/// What an alias stands for, by the path of a use that was fixed; so is the answer.
pub(super) fn target(world: &World<'_>, path: &Path) -> Option<Type> {
    let [segment] = &path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let item = world.item(&fix::head(world, path)?)?;
    let Item::Type(alias) = &*item else {
        return None;
    };
    let mut fixer = Fix::new(world, item.place, &[&alias.generics]);
    let (mut generics, mut ty) = (alias.generics.clone(), (*alias.ty).clone());
    fixer.visit_generics_mut(&mut generics);
    fixer.visit_type_mut(&mut ty);
    Arguments::of(&generics, &segment.arguments).visit_type_mut(&mut ty);
    Some(ty)
}
