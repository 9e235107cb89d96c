//! What the initiating call gives back.

use quote::format_ident;
use syn::{Expr, ExprClosure, Path, ReceiverKind, Type};

use super::bounds::{Need, Scopes, mentions_self};
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::model::Handle;
use crate::options::Options;
use crate::signature::Kind;
use crate::source::{Parameter, Source};
use crate::types;

pub(super) fn lower(
    source: &Source,
    returned: &Type,
    options: &Options,
    context: &Context,
    runtime: &Path,
) -> Handle {
    let result = types::returned_outcome(returned, runtime);
    let ty = result
        .as_ref()
        .map_or_else(|| returned.clone(), |outcome| outcome.ok.clone());
    let discarded = is_receiver(&ty, source, options);
    let ty = if discarded { types::unit() } else { ty };
    let is_nothing = types::is_unit(&ty) && options.cancel.is_none();
    let movable = options.local.is_none()
        && !is_nothing
        && may_move(&ty, source, context)
        && !cancel_borrows(source, options)
        && !cancel_uses(source, options, types::is_pointer)
        && !cancel_stays(source, options);
    Handle {
        ty,
        result,
        discarded,
        movable,
    }
}

/// What outlives the call can't borrow from a callback that is lent to it.
pub(super) fn refuse_one_that_keeps_a_callback(
    source: &Source,
    returned: &Type,
    context: &Context,
    errors: &mut Errors,
) {
    for parameter in &source.parameters {
        let Type::Reference(lent) = types::bare(&parameter.declared.ty) else {
            continue;
        };
        if !matches!(parameter.kind, Kind::Callback(_)) {
            continue;
        }
        let is_borrowed = match &lent.lifetime {
            Some(named) if named.ident == "static" => false,
            Some(named) if named.ident != "_" => types::mentions(returned, &named.ident),
            // Nothing else can be meant where nothing else is lent.
            _ => types::elides(returned) && !lends_besides(source, parameter),
        };
        // An `impl Trait` of a trait's method may hold all that the method is given.
        let may_be_held = matches!(context, Context::Trait)
            && types::is_opaque(returned)
            && !types::mentions(returned, &format_ident!("use"));
        if is_borrowed || may_be_held {
            errors.at(
                Code::KEEPS_CALLBACK,
                &parameter.declared.ty,
                "what the function returns may borrow this callback, which is lent for the time \
                 of the call only\n  \
                 give it a lifetime of its own, or take it by value: `Box<dyn FnMut(..)>`",
            );
        }
    }
}

/// Whether anything but this parameter is lent to the function.
fn lends_besides(source: &Source, parameter: &Parameter) -> bool {
    let is_lent =
        |other: &Parameter| !std::ptr::eq(other, parameter) && types::borrows(&other.declared.ty);
    receiver_is_lent(source) || source.parameters.iter().any(is_lent)
}

/// Whether the function gives its receiver back, as setters do: that is no handle, and kept, it
/// would let nothing else use the receiver.
fn is_receiver(ty: &Type, source: &Source, options: &Options) -> bool {
    let is_asked_for = options.cancel.is_some() || options.start.is_some();
    matches!(types::bare(ty), Type::Reference(_)) && receiver_is_lent(source) && !is_asked_for
}

/// Whether the handle is `'static`, as far as the tokens tell.
///
/// That matters because a handle may be dropped on a thread of its own, and because asking the
/// compiler would turn a "no" into an error in the user's code.
fn may_move(ty: &Type, source: &Source, context: &Context) -> bool {
    let ty = Scopes::of(source, context).resolved(ty);
    let stays = types::borrows(&ty)
        || (may_hold_lent(&ty) && lends(source))
        // It never leaves its thread, whatever it holds.
        || types::mentions(&ty, &format_ident!("Rc"));
    // In an `impl` that can't be seen, `Self` may borrow.
    let unknown = mentions_self(&ty) && !matches!(context, Context::Trait);
    !stays && !unknown
}

/// Whether an opaque handle may hold what is not `'static`: of a function that is called nothing else
/// is known than that it may be made of every generic parameter there is.
pub(super) fn may_hold_generics(handle: &Handle, source: &Source, context: &Context) -> bool {
    let is_unnamed = |parameter: &Parameter| {
        matches!(parameter.kind, Kind::Other) && may_hold_lent(&parameter.declared.ty)
    };
    may_hold_lent(&handle.ty)
        && (source.parameters.iter().any(is_unnamed) || Scopes::of(source, context).may_borrow())
}

/// Whether a type is opaque, and does not say that it is `'static`.
fn may_hold_lent(ty: &Type) -> bool {
    match types::bare(ty) {
        Type::ImplTrait(it) => !it.bounds.iter().any(|bound| Need::Static.is_met_by(bound)),
        ty => types::is_opaque(ty),
    }
}

/// Whether there is a `cancel` in an API of one thread: it need not be `Send`, and the handle is
/// never let go of on another thread anyway.
fn cancel_stays(source: &Source, options: &Options) -> bool {
    let is_send = |parameter: &Parameter| match &parameter.kind {
        Kind::Callback(found) => found.signature.is_send,
        _ => false,
    };
    options.cancel.is_some() && !source.parameters.iter().any(is_send)
}

/// Whether something is lent to the function, which an opaque handle may hold.
fn lends(source: &Source) -> bool {
    receiver_is_lent(source)
        || source
            .parameters
            .iter()
            .any(|p| types::borrows(&p.declared.ty))
}

fn receiver_is_lent(source: &Source) -> bool {
    let receiver = source.receiver.as_ref();
    receiver.is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(..)))
}

/// Whether `cancel` uses what is only lent, and so can't go to another thread.
pub(crate) fn cancel_borrows(source: &Source, options: &Options) -> bool {
    let this = format_ident!("self");
    let uses_receiver = cancel(options).is_some_and(|cancel| types::mentions(&cancel.body, &this));
    (receiver_is_lent(source) && uses_receiver) || cancel_uses(source, options, types::borrows)
}

/// Whether `cancel` uses a parameter of such a type.
fn cancel_uses(source: &Source, options: &Options, is_such: fn(&Type) -> bool) -> bool {
    let Some(cancel) = cancel(options) else {
        return false;
    };
    source.parameters.iter().any(|parameter| {
        let name = types::name(&parameter.declared.pat);
        let is_used = name.is_some_and(|name| types::mentions(&cancel.body, name));
        is_used && is_such(&parameter.declared.ty)
    })
}

/// `cancel =`, if it is a closure: other expressions make one first, of whatever they copy.
fn cancel(options: &Options) -> Option<&ExprClosure> {
    match &options.cancel.as_ref()?.value {
        Expr::Closure(cancel) => Some(cancel),
        _ => None,
    }
}
