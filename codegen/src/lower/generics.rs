//! The generics of the twin.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericParam, Generics, Lifetime, Type, WherePredicate};

use super::blocking;
use super::bounds::{Need, Scopes};
use crate::codes::Code;
use crate::context::Context;
use crate::erasure;
use crate::errors::Errors;
use crate::generics;
use crate::model::{Callback, Handle, Param, Role, Shape};
use crate::options::Options;
use crate::signature::{Kind, Recognised};
use crate::source::Source;
use crate::types;

/// The generics that the twin still has: the callbacks' own types are gone.
pub(crate) fn without_callbacks(source: &Source) -> Generics {
    let mut generics = erasure::without(&source.function.sig.generics, &source.erased);
    drop_lifetimes_of_callbacks(&mut generics, source);
    generics
}

/// A lifetime that only bounded the callback has nothing left to bound.
fn drop_lifetimes_of_callbacks(generics: &mut Generics, source: &Source) {
    let mut rest = source.output().to_token_stream();
    source.receiver.to_tokens(&mut rest);
    generics.where_clause.to_tokens(&mut rest);
    for param in generics.type_params() {
        param.to_tokens(&mut rest);
    }
    for parameter in &source.parameters {
        match &parameter.kind {
            Kind::Callback(found) => {
                for (_, ty) in &found.signature.inputs {
                    ty.to_tokens(&mut rest);
                }
            }
            _ => parameter.declared.ty.to_tokens(&mut rest),
        }
    }
    generics::retain(&mut generics.params, &|param| match param {
        GenericParam::Lifetime(param) => types::mentions(&rest, &param.lifetime.ident),
        _ => true,
    });
}

/// In a callback's type they are left to inference, as the twin does not have them.
pub(super) fn forget_lifetimes_of_callbacks(
    source: &Source,
    remaining: &Generics,
    params: &mut [Param],
) {
    let is_kept = |gone: &Lifetime| remaining.lifetimes().any(|kept| kept.lifetime == *gone);
    let mut gone = Vec::new();
    for declared in source.function.sig.generics.lifetimes() {
        if !is_kept(&declared.lifetime) {
            gone.push(declared.lifetime.clone());
        }
    }
    for param in params {
        if let Param::Callback(callback) = param {
            if let Some(annotation) = &mut callback.annotation {
                types::unbind(annotation, &gone);
            }
        }
    }
}

/// Adds the bounds that generic values need to be sent to the consumer, and the handle to be let
/// go of elsewhere.
pub(super) fn with_promises(
    generics: Generics,
    source: &Source,
    options: &Options,
    context: &Context,
    params: &[Param],
    handle: &Handle,
) -> Generics {
    let scopes = Scopes::of(source, context);
    let is_blocking = options.blocking.is_some();
    let shape = super::shape(source, options);
    let mut promises = Vec::new();
    for param in params {
        let callback = match param {
            Param::Callback(callback) => callback,
            Param::Plain(param) if is_blocking => {
                promises.push(((*param.ty).clone(), vec![Need::Send, Need::Static]));
                continue;
            }
            _ => continue,
        };
        let needs = match is_blocking {
            true => vec![Need::Send, Need::Static],
            false => needs(callback, shape, source, params),
        };
        let (samples, slot) = (callback.samples(), callback.slot());
        if samples.is_none() && slot.is_none() {
            promises.push((callback.value_type(), needs.clone()));
        }
        let needing = |first: &[Need]| [first, &needs].concat();
        if let Some((element, info)) = samples {
            promises.push((info, needs.clone()));
            promises.push((element, needing(&[Need::Copy])));
        }
        if let Some(element) = slot {
            let first: &[Need] = match options.silence {
                None => &[Need::Copy, Need::Default],
                Some(_) => &[Need::Copy],
            };
            promises.push((element.clone(), needing(first)));
        }
    }
    if is_blocking && !params.iter().any(Param::brings_items) {
        let returned = source.output().unwrap_or_else(types::unit);
        promises.push((returned, vec![Need::Send, Need::Static]));
    }
    if let Some(receiver) = blocking::receiver_type(source).filter(|_| is_blocking) {
        promises.push((receiver, vec![Need::Send, Need::Static]));
    }
    if handle.movable {
        promises.push((handle.ty.clone(), vec![Need::Send, Need::Static]));
    }
    promised(generics, &scopes, &promises)
}

/// What the values of a callback need to get to the consumer. Whatever sends them is held by all
/// callbacks that send the same way, and goes wherever one of these may go.
fn needs(callback: &Callback, shape: Shape, source: &Source, params: &[Param]) -> Vec<Need> {
    let is_apart = |role: &Role| match shape {
        Shape::Once => matches!(role, Role::Progress),
        Shape::Stream => false,
        Shape::Frames | Shape::Feed => matches!(role, Role::Item),
    };
    let (mut is_send, mut is_static) = (false, false);
    for (parameter, param) in source.parameters.iter().zip(params) {
        if let (Kind::Callback(found), Param::Callback(other)) = (&parameter.kind, param) {
            if is_apart(&other.role) == is_apart(&callback.role) {
                let signature = &found.signature;
                // What several threads send by, each of them sends by.
                is_send |= signature.is_send || signature.is_sync();
                is_static |= signature.is_static;
            }
        }
    }
    let mut needs = Vec::new();
    if is_send {
        needs.push(Need::Send);
    }
    if is_static {
        needs.push(Need::Static);
    }
    needs
}

/// Adds what the types lack of what they need.
pub(crate) fn promised(
    mut generics: Generics,
    scopes: &Scopes<'_>,
    promises: &[(Type, Vec<Need>)],
) -> Generics {
    let mut merged: Vec<(Type, Vec<Need>)> = Vec::new();
    for (ty, needs) in promises {
        match merged.iter_mut().find(|(known, _)| types::same(known, ty)) {
            Some((_, known)) => {
                for need in needs {
                    if !known.contains(need) {
                        known.push(*need);
                    }
                }
            }
            None => merged.push((ty.clone(), needs.clone())),
        }
    }
    for (ty, needs) in &merged {
        if let Some(predicate) = scopes.lacking(ty, needs) {
            add(&mut generics, predicate);
        }
    }
    generics
}

/// Adds a predicate where the bounds of its type stand already, as a person would.
pub(crate) fn add(generics: &mut Generics, predicate: WherePredicate) {
    if let WherePredicate::Type(added) = &predicate {
        if let Some(clause) = &mut generics.where_clause {
            for known in &mut clause.predicates {
                if let WherePredicate::Type(known) = known {
                    if types::same(&known.bounded_ty, &added.bounded_ty) {
                        known.bounds.extend(added.bounds.clone());
                        return;
                    }
                }
            }
        }
        for param in generics.type_params_mut() {
            if types::same(&types::named(&param.ident), &added.bounded_ty) {
                param.colon_token.get_or_insert_default();
                param.bounds.extend(added.bounds.clone());
                return;
            }
        }
    }
    generics.make_where_clause().predicates.push(predicate);
}

/// A callback's type has no name any more, so nothing else may need it.
pub(super) fn refuse_mentions(source: &Source, remaining: &Generics, errors: &mut Errors) {
    let types = source.callback_types();
    for (at, shared) in types.iter().enumerate() {
        if types[..at].contains(shared) {
            errors.at(
                Code::SHARED_TYPE,
                shared,
                format!("two callbacks share the type `{shared}`: give each one of its own"),
            );
        }
    }
    for gone in types {
        let is_its_own = |kind: &Kind| matches!(kind, Kind::Callback(found) if found.generic.as_ref() == Some(gone));
        for other in &source.parameters {
            if !is_its_own(&other.kind) {
                refuse_mention(&other.declared.ty, gone, errors);
            }
        }
        refuse_mention(remaining, gone, errors);
        let output = &source.function.sig.output;
        if let Some(found) = wrapped(source, gone).filter(|_| types::mentions(output, gone)) {
            let object = found.signature.object(&source.function.sig.generics);
            errors.at(
                Code::WRAPPED_TYPE,
                output,
                format!(
                    "`{gone}` is what `wrap` makes of the callback, a type that can't be told from \
                     here\n  let `wrap` box the closure, `Box::new(f) as Box<{}>`, and write the \
                     type of what it makes in place of `{gone}`",
                    types::text(&object)
                ),
            );
        }
    }
}

fn refuse_mention(tokens: &dyn ToTokens, gone: &Ident, errors: &mut Errors) {
    if types::mentions(tokens, gone) {
        errors.at(
            Code::NAMED_TYPE,
            tokens,
            format!(
                "`{gone}` is the type of the callback, which the async version has no name \
                 for\n  box the callback (`Box<dyn Fn..>`) where its type must be written down"
            ),
        );
    }
}

/// The callback of that type, if it is what `wrap` makes.
fn wrapped<'a>(source: &'a Source, ty: &Ident) -> Option<&'a Recognised> {
    let mut callbacks = source.callbacks();
    callbacks.find(|found| found.generic.as_ref() == Some(ty) && found.is_put_into_something())
}
