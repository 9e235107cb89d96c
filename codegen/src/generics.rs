//! Small questions about generics, and taking things out of them.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, WherePredicate};

use crate::types;

pub(crate) fn name(param: &GenericParam) -> &Ident {
    match param {
        GenericParam::Type(param) => &param.ident,
        GenericParam::Const(param) => &param.ident,
        GenericParam::Lifetime(param) => &param.lifetime.ident,
    }
}

/// What stands behind `where`.
pub(crate) fn predicates(generics: &Generics) -> Vec<&WherePredicate> {
    match &generics.where_clause {
        Some(clause) => clause.predicates.iter().collect(),
        None => Vec::new(),
    }
}

/// Keeps some elements of a list.
pub(crate) fn retain<T, P: Default>(list: &mut Punctuated<T, P>, keeps: &dyn Fn(&T) -> bool) {
    let all = std::mem::take(list).into_iter();
    *list = all.filter(|element| keeps(element)).collect();
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
    let gone: Vec<_> = gone.map(name).collect();
    let mut kept = generics.clone();
    retain(&mut kept.params, &is_kept);
    retain_said(&mut kept, &|tokens| {
        !gone.iter().any(|gone| types::mentions(tokens, gone))
    });
    kept
}
