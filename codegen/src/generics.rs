//! Small questions about generics, and taking things out of them.

use crate::collect::CollectVec;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    FnArg, GenericParam, Generics, PatType, ReceiverKind, ReturnType, Signature, Type,
    TypeParamBound, WherePredicate, parse_quote_spanned,
};

use crate::signature::Bounds;
use crate::types;
use crate::walk::{self, Part};

pub(crate) fn name(param: &GenericParam) -> &Ident {
    match param {
        GenericParam::Type(param) => &param.ident,
        GenericParam::Const(param) => &param.ident,
        GenericParam::Lifetime(param) => &param.lifetime.ident,
    }
}

/// What a function takes besides `self`.
pub(crate) fn typed(sig: &Signature) -> Vec<&PatType> {
    let mut typed = Vec::new();
    for input in &sig.inputs {
        if let FnArg::Typed(input) = input {
            typed.push(input);
        }
    }
    typed
}

/// What stands behind `where`.
pub(crate) fn predicates(generics: &Generics) -> Vec<&WherePredicate> {
    match &generics.where_clause {
        Some(clause) => clause.predicates.iter().collect_vec(),
        None => Vec::new(),
    }
}

/// All that is said of a type parameter, in place and behind `where`.
pub(crate) fn bounds(generics: &Generics, name: &Ident) -> Bounds {
    let mut found = Bounds::new();
    for param in generics.type_params() {
        if param.ident == *name {
            found.extend(param.bounds.clone());
        }
    }
    for predicate in predicates(generics) {
        match predicate {
            WherePredicate::Type(it) if types::same(&it.bounded_ty, &types::named(name)) => {
                found.extend(it.bounds.iter().cloned().map(|mut bound| {
                    // `where for<'a> F: Fn(&'a T)`
                    if let TypeParamBound::Trait(bound) = &mut bound {
                        bound.lifetimes = bound.lifetimes.take().or_else(|| it.lifetimes.clone());
                    }
                    bound
                }));
            }
            _ => {}
        }
    }
    found
}

/// Makes an `impl Trait` that a method returns keep no borrow of the call, where it does not say what
/// it keeps: that would be every one since Rust 2024.
pub(crate) fn keep_no_borrow(sig: &mut Signature, block: &Generics) {
    let ReturnType::Type(_, returned) = &mut sig.output else {
        return;
    };
    let lends = sig.inputs.iter().any(|input| match input {
        FnArg::Receiver(receiver) => matches!(receiver.kind, ReceiverKind::Reference(..)),
        FnArg::Typed(declared) => types::borrows(&declared.ty),
    });
    // Unnamed types can't be listed.
    let unnamed = |input: &FnArg| matches!(input, FnArg::Typed(it) if types::is_opaque(&it.ty));
    if !lends || types::borrows(returned) || sig.inputs.iter().any(unnamed) {
        return;
    }
    let mut kept = Vec::new();
    for param in &block.params {
        kept.push(match param {
            GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
            param => name(param).to_token_stream(),
        });
    }
    for param in &sig.generics.params {
        if !matches!(param, GenericParam::Lifetime(_)) {
            kept.push(name(param).to_token_stream());
        }
    }
    let says = |bound: &TypeParamBound| matches!(bound, TypeParamBound::PreciseCapture(_));
    walk::ty(returned, &mut |part| {
        if let Part::Type(Type::ImplTrait(opaque)) = part {
            if !opaque.bounds.iter().any(says) {
                let span = Span::mixed_site().located_at(opaque.span());
                let bound = parse_quote_spanned!(span=> use<#(#kept),*>);
                opaque.bounds.push(bound);
            }
        }
        true
    });
}

/// Keeps some elements of a list.
pub(crate) fn retain<T: Clone, P: Default>(
    list: &mut Punctuated<T, P>,
    keeps: &dyn Fn(&T) -> bool,
) {
    let mut kept = Punctuated::new();
    for element in list.iter() {
        if keeps(element) {
            kept.push(element.clone());
        }
    }
    *list = kept;
}

/// Keeps some predicates, and no `where` without any.
pub(crate) fn retain_predicates(generics: &mut Generics, keeps: &dyn Fn(&WherePredicate) -> bool) {
    if let Some(clause) = &mut generics.where_clause {
        retain(&mut clause.predicates, keeps);
    }
    let clause = generics.where_clause.take();
    generics.where_clause = clause.filter(|clause| !clause.predicates.is_empty());
}

/// Keeps some of what is said about the parameters: bounds, defaults and predicates.
pub(crate) fn retain_said(generics: &mut Generics, keeps: &dyn Fn(&dyn ToTokens) -> bool) {
    for param in generics.type_params_mut() {
        retain(&mut param.bounds, &|bound| keeps(bound));
        param.default = param.default.take().filter(|(_, ty)| keeps(ty));
    }
    retain_predicates(generics, &|predicate| keeps(predicate));
}

/// The parameters that the tokens mention, and what is said of them alone.
pub(crate) fn mentioned_in(generics: &Generics, declared: &TokenStream) -> Generics {
    let is_kept = |param: &GenericParam| types::mentions(declared, name(param));
    let gone = generics.params.iter().filter(|param| !is_kept(param));
    let gone = gone.map(name).collect_vec();
    let mut kept = generics.clone();
    retain(&mut kept.params, &is_kept);
    retain_said(&mut kept, &|tokens| {
        !gone.iter().any(|gone| types::mentions(tokens, gone))
    });
    kept
}
