//! The generics of the twin.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericParam, Generics, Type, WherePredicate};

use crate::errors::Errors;
use crate::signature::Kind;
use crate::source::Source;
use crate::types;

/// The generics that the twin still has: the callbacks' own types are gone.
pub(crate) fn without_callbacks(source: &Source) -> Generics {
    let mut generics = source.function.sig.generics.clone();
    for gone in source.callback_types() {
        generics.params = std::mem::take(&mut generics.params)
            .into_iter()
            .filter(|param| !matches!(param, GenericParam::Type(param) if param.ident == *gone))
            .collect();
        if let Some(clause) = &mut generics.where_clause {
            clause.predicates = std::mem::take(&mut clause.predicates)
                .into_iter()
                .filter(|predicate| !is_about(predicate, gone))
                .collect();
        }
    }
    generics.where_clause = generics
        .where_clause
        .filter(|clause| !clause.predicates.is_empty());
    generics
}

/// A callback's type has no name any more, so nothing else may need it.
pub(super) fn refuse_mentions(source: &Source, remaining: &Generics, errors: &mut Errors) {
    for gone in source.callback_types() {
        let is_its_own = |kind: &Kind| matches!(kind, Kind::Callback(found) if found.generic.as_ref() == Some(gone));
        let others = source
            .parameters
            .iter()
            .filter(|other| !is_its_own(&other.kind));
        let types = others.map(|other| &*other.declared.ty as &dyn ToTokens);
        let rest: [&dyn ToTokens; 2] = [&source.function.sig.output, remaining];
        for tokens in types
            .chain(rest)
            .filter(|tokens| types::mentions(tokens, gone))
        {
            errors.at(
                tokens,
                format!(
                    "`{gone}` is the type of the callback, which the async version has no name \
                     for\n  box the callback (`Box<dyn Fn..>`) where its type must be written down"
                ),
            );
        }
    }
}

fn is_about(predicate: &WherePredicate, ident: &Ident) -> bool {
    let WherePredicate::Type(predicate) = predicate else {
        return false;
    };
    matches!(types::bare(&predicate.bounded_ty), Type::Path(path) if path.path.is_ident(ident))
}
