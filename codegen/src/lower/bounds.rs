//! What the bounds around a function say of its generic parameters.

use crate::collect::CollectVec;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, Type, TypeParamBound, WherePredicate, parse_quote};

use crate::context::Context;
use crate::generics;
use crate::signature::{Bounds, is_named};
use crate::source::Source;
use crate::types;
use crate::walk::{self, Part};

/// A property that a value needs on its way to another thread.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Clone,
    Copy,
    Default,
    Send,
    Static,
    ToOwned,
}

/// The generic parameters in scope: the function's own, and those of its block.
pub(crate) struct Scopes<'a> {
    generics: Vec<&'a Generics>,
    context: &'a Context,
    erased: &'a [Ident],
    has_receiver: bool,
}

impl<'a> Scopes<'a> {
    pub(crate) fn of(source: &'a Source, context: &'a Context) -> Scopes<'a> {
        let mut generics = vec![&source.function.sig.generics];
        generics.extend(context.generics());
        Scopes {
            generics,
            context,
            erased: &source.erased,
            has_receiver: source.receiver.is_some(),
        }
    }

    /// The type with what the twin has no name for left to inference.
    pub(crate) fn inferable(&self, ty: &Type) -> Type {
        let gap = syn::parse_quote!(_);
        let erased = self.erased.iter();
        erased.fold(ty.clone(), |ty, ident| types::with(&ty, ident, &gap))
    }

    /// Whether the type is that of a reference to the object whose method this is.
    pub(crate) fn is_receiver(&self, ty: &Type) -> bool {
        let Type::Reference(reference) = types::bare(ty) else {
            return false;
        };
        let target = types::bare(&reference.elem);
        let is_self = match self.context.self_type() {
            _ if types::is_named(target, "Self") => true,
            Some(own) => types::same_but_for_lifetimes(target, own),
            None => false,
        };
        self.has_receiver && reference.mutability.is_none() && is_self
    }

    /// The type with `Self` written out, where that can be seen.
    pub(crate) fn resolved(&self, ty: &Type) -> Type {
        match self.context.self_type() {
            Some(self_ty) => types::without_self(ty, self_ty),
            None => ty.clone(),
        }
    }

    /// Whether the type depends on generic parameters.
    pub(crate) fn is_generic(&self, ty: &Type) -> bool {
        let ty = self.resolved(ty);
        self.is_implementor(&ty)
            || self
                .params()
                .iter()
                .any(|param| types::mentions(&ty, &param.ident))
    }

    /// Whether the type depends on who implements the trait around the function.
    fn is_implementor(&self, ty: &Type) -> bool {
        matches!(self.context, Context::Trait) && mentions_self(ty)
    }

    /// Whether tokens name a parameter, so that they mean nothing outside of these generics.
    pub(crate) fn are_in(&self, tokens: &TokenStream) -> bool {
        let are_of = |scope: &&Generics| {
            let mut names = scope.params.iter().map(generics::name);
            names.any(|name| types::mentions(tokens, name))
        };
        mentions_self(tokens) || self.generics.iter().any(are_of)
    }

    /// Whether the types are sure to mean the same in an item inside the function.
    pub(crate) fn are_concrete(&self, types: &[Type]) -> bool {
        // A method does not tell of its block's parameters, and they are not read off a trait.
        let is_seen = match self.context {
            Context::Alone => !self.has_receiver,
            context => !matches!(context, Context::Trait),
        };
        is_seen && !self.are_in(&quote!(#(#types)*))
    }

    /// The predicate that a generic type lacks to have what it needs.
    pub(crate) fn lacking(&self, ty: &Type, needs: &[Need]) -> Option<WherePredicate> {
        if !self.is_generic(ty) || types::is_opaque(ty) {
            return None;
        }
        let resolved = self.resolved(ty);
        let lacking = needs.iter().filter(|need| !self.says(&resolved, **need));
        let bounds = lacking.map(|need| need.bound()).collect_vec();
        (!bounds.is_empty()).then(|| parse_quote!(#ty: #(#bounds)+*))
    }

    /// Whether the type is a parameter of which that is known.
    pub(crate) fn is_said(&self, ty: &Type, need: Need) -> bool {
        let ty = self.resolved(ty);
        let mut params = self.params().into_iter();
        params.any(|param| types::is_named(&ty, &param.ident.to_string())) && self.says(&ty, need)
    }

    /// Whether one of the parameters is not known to be `'static`, besides those that
    /// are gone.
    pub(crate) fn may_borrow(&self) -> bool {
        let is_unseen = match self.context {
            Context::Alone => self.has_receiver,
            context => matches!(context, Context::Trait),
        };
        let lacks = |param: &&syn::TypeParam| {
            let ty = types::named(&param.ident);
            !self.erased.contains(&param.ident) && self.lacking(&ty, &[Need::Static]).is_some()
        };
        is_unseen || self.params().iter().any(lacks)
    }

    /// Whether a bound says so of the type itself, or of every parameter that it is made of.
    fn says(&self, ty: &Type, need: Need) -> bool {
        let said = |bounds: &Bounds| bounds.iter().any(|bound| need.is_met_by(bound));
        let predicate_says = |about: &Type| {
            let says = |predicate: &&WherePredicate| match predicate {
                WherePredicate::Type(predicate) => {
                    types::same(&predicate.bounded_ty, about) && said(&predicate.bounds)
                }
                _ => false,
            };
            let mut scopes = self.generics.iter();
            scopes.any(|scope| generics::predicates(scope).iter().any(says))
        };
        // What is said of `T` says nothing of `T::Item` or `<T as Trait>::Item`.
        let projects = || {
            let params = self.params();
            let mut found = false;
            walk::ty(&mut ty.clone(), &mut |part| {
                found |= match part {
                    Part::Type(Type::Path(named)) => named.qself.is_some(),
                    Part::Path(path) => path.segments.first().is_some_and(|first| {
                        path.segments.len() > 1
                            && params.iter().any(|param| param.ident == first.ident)
                    }),
                    _ => false,
                };
                !found
            });
            found
        };
        let by_parts = || {
            self.params().iter().all(|param| {
                !types::mentions(ty, &param.ident)
                    || said(&param.bounds)
                    || predicate_says(&types::named(&param.ident))
            })
        };
        predicate_says(ty) || (!projects() && !self.is_implementor(ty) && by_parts())
    }

    fn params(&self) -> Vec<&syn::TypeParam> {
        let mut params = Vec::new();
        for scope in &self.generics {
            params.extend(scope.type_params());
        }
        params
    }
}

pub(crate) fn mentions_self(tokens: &dyn ToTokens) -> bool {
    types::mentions(tokens, &Ident::new("Self", Span::call_site()))
}

impl Need {
    pub(crate) fn is_met_by(self, bound: &TypeParamBound) -> bool {
        let traits: &[&str] = match self {
            Need::Static => {
                return matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static");
            }
            Need::Clone => &["Clone", "Copy"],
            Need::Copy => &["Copy"],
            Need::Default => &["Default"],
            Need::Send => &["Send"],
            Need::ToOwned => &["ToOwned"],
        };
        is_named(bound, traits)
    }

    fn bound(self) -> TokenStream {
        match self {
            Need::Clone => quote!(::core::clone::Clone),
            Need::Copy => quote!(::core::marker::Copy),
            Need::Default => quote!(::core::default::Default),
            Need::Send => quote!(::core::marker::Send),
            Need::Static => quote!('static),
            Need::ToOwned => quote!(::std::borrow::ToOwned),
        }
    }
}
