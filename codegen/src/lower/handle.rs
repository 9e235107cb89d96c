//! What the initiating call gives back.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    GenericParam, Generics, Path, ReceiverKind, ReturnType, Token, Type, TypeParamBound,
    WherePredicate,
};

use crate::context::Context;
use crate::model::Handle;
use crate::options::Options;
use crate::source::Source;
use crate::types;

pub(super) fn lower(
    source: &Source,
    options: &Options,
    context: &Context,
    runtime: &Path,
) -> Handle {
    let output = match &source.function.sig.output {
        ReturnType::Default => types::unit(),
        ReturnType::Type(_, ty) => (**ty).clone(),
    };
    let result = types::outcome(&output, runtime);
    let ty = result.as_ref().map_or(output, |outcome| outcome.ok.clone());
    let movable =
        options.local.is_none() && !types::is_unit(&ty) && outlives_all(&ty, source, context);
    Handle {
        ty,
        result,
        movable,
    }
}

/// Whether the handle is sure to be `'static`, as far as the tokens tell.
///
/// That matters because a handle may be dropped on a thread of its own, and because asking the
/// compiler would turn a "no" into an error in the user's code.
fn outlives_all(ty: &Type, source: &Source, context: &Context) -> bool {
    let lends = |source: &Source| {
        let receiver = source.receiver.as_ref();
        receiver.is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(..)))
            || source
                .parameters
                .iter()
                .any(|p| types::borrows(&p.declared.ty))
    };
    if types::borrows(ty) || (types::is_opaque(ty) && lends(source)) {
        return false;
    }
    let own = &source.function.sig.generics;
    let scopes: Vec<_> = [Some(own), context.generics()]
        .into_iter()
        .flatten()
        .collect();
    if types::mentions(ty, &Ident::new("Self", proc_macro2::Span::call_site())) {
        return context.generics().is_some_and(|generics| {
            generics.params.is_empty() || is_declared_static(ty, &scopes, context)
        });
    }
    let is_generic = |scope: &&Generics| {
        scope.params.iter().any(|param| match param {
            GenericParam::Type(param) => types::mentions(ty, &param.ident),
            _ => false,
        })
    };
    !scopes.iter().any(is_generic) || is_declared_static(ty, &scopes, context)
}

/// Whether a bound says `'static` of the type itself or of every parameter it is made of.
fn is_declared_static(ty: &Type, scopes: &[&Generics], context: &Context) -> bool {
    let ty = match context {
        Context::Foreign { through, .. } => types::without_self(ty, through),
        _ => ty.clone(),
    };
    let said = |bounds: &Punctuated<TypeParamBound, Token![+]>| {
        let is_static = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static");
        bounds.iter().any(is_static)
    };
    let predicate_says = |about: &Type| {
        let clauses = scopes
            .iter()
            .filter_map(|scope| scope.where_clause.as_ref());
        clauses
            .flat_map(|clause| &clause.predicates)
            .any(|predicate| match predicate {
                WherePredicate::Type(predicate) => {
                    types::same(&predicate.bounded_ty, about) && said(&predicate.bounds)
                }
                _ => false,
            })
    };
    if predicate_says(&ty) {
        return true;
    }
    let mut params = scopes.iter().flat_map(|scope| scope.type_params());
    params.all(|param| {
        !types::mentions(ty.to_token_stream(), &param.ident)
            || said(&param.bounds)
            || predicate_says(&types::named(&param.ident))
    })
}
