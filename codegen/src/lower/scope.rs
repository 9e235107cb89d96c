//! What need not be awaited: visitors that are called during the call, and jobs to run.
//!
//! In bulk, signatures are copied without a look at what each is for. So there a callback that is
//! more likely to be something else is asked about; one that bears a mark is taken at its word.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;

use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::generics;
use crate::options::Options;
use crate::signature::{Calls, Kind, Signature};
use crate::source::{Parameter, Source};
use crate::types;

/// Reports callbacks that nobody said are meant, and that do not look it.
pub(super) fn check(source: &Source, options: &Options, context: &Context, errors: &mut Errors) {
    let is_told = options.shape.is_some() || options.blocking.is_some();
    if is_told || matches!(context, Context::Alone) {
        return;
    }
    for parameter in &source.parameters {
        let Kind::Callback(found) = &parameter.kind else {
            continue;
        };
        let marks = &parameter.marks;
        if marks.on_callback_only().is_some() || marks.shape.is_some() {
            continue;
        }
        if let Some((code, message)) = doubt(&found.signature, context) {
            errors.at(code, &parameter.declared.ty, message);
        }
    }
}

fn doubt(signature: &Signature, context: &Context) -> Option<(Code, &'static str)> {
    let mirrors = context.wants_body() == Some(false);
    match (signature.calls, &signature.output) {
        (Calls::FnOnce, Some(_)) => Some((
            Code::JOB_OR_VISITOR,
            "an `FnOnce` that returns a value is a job or a visitor: the function wants that \
             value, and brings none\n  \
             leave it out, or say `#[asyncify(skip)]`; to await the whole call, run it \
             with `asyncify::blocking`\n  \
             if it is a completion all the same, mark it `#[reply(value)]`",
        )),
        (Calls::FnOnce, None) if signature.inputs.is_empty() => Some((
            Code::MAYBE_A_JOB,
            "an `FnOnce()` may be a completion, but is more often a job to run, and then there is \
             nothing to await\n  \
             if it tells that something is done, mark it `#[item]`; if it is a job, leave it out, \
             or say `#[asyncify(skip)]`",
        )),
        // Called during the call, it has its result at once, and that outlives it.
        (Calls::FnOnce, None) if !signature.inputs.iter().any(|(_, ty)| types::borrows(ty)) => None,
        _ if mirrors && !signature.is_static && signature.has_lifetime() => Some((
            Code::CALLED_DURING_THE_CALL,
            "this callback need not be `'static`: it is kept in an object that borrows as long, or called \
             during the call, and then there is nothing left to await when the function returns\n  \
             if it is kept, as in a builder, mark it `#[item]`; if the function blocks while it calls \
             back, `#[asyncify(blocking)]` makes a stream of it, on a thread of its own; else leave \
             it out, or say `#[asyncify(skip)]`",
        )),
        _ if mirrors && !signature.is_static => Some((
            Code::CALLED_DURING_THE_CALL,
            "this callback need not be `'static`, so it can only be called during the call, and \
             there is nothing left to await when the function returns\n  \
             if the function blocks while it calls back, `#[asyncify(blocking)]` makes a stream of \
             it, on a thread of its own; if the callback is kept after all, mark it `#[item]`; \
             else leave it out, or say `#[asyncify(skip)]`",
        )),
        _ => None,
    }
}

/// What is lent to a function and may hide a callback, as in `&mut Visit<'_>`.
pub(super) fn lent(parameter: &Parameter) -> bool {
    fn is_lent(ty: &Type) -> bool {
        match types::bare(ty) {
            Type::Reference(reference) => {
                reference.mutability.is_some() && matches!(*reference.elem, Type::Path(_))
            }
            ty => types::optional(ty).as_ref().is_some_and(is_lent),
        }
    }
    is_unknown(parameter) && is_lent(&parameter.declared.ty)
}

/// What seems to be a callback behind an alias, a trait or a type of its own. Names are good for a
/// guess in a message.
pub(super) fn hidden(parameter: &Parameter, source: &Source) -> bool {
    const NAMES: &[&str] = &[
        "callback", "closure", "fnmut", "fnonce", "func", "handler", "hook", "listener",
    ];
    fn is_named(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|tree| match tree {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string().to_lowercase();
                ident.ends_with("fn") || NAMES.iter().any(|name| ident.contains(name))
            }
            TokenTree::Group(group) => is_named(group.stream()),
            _ => false,
        })
    }
    let generics = &source.function.sig.generics;
    let ty = &parameter.declared.ty;
    let clause = generics::predicates(generics);
    let mut said = quote!(#ty);
    for own in generics.type_params() {
        if types::mentions(ty, &own.ident) {
            own.to_tokens(&mut said);
            for told in &clause {
                if types::mentions(told, &own.ident) {
                    told.to_tokens(&mut said);
                }
            }
        }
    }
    is_unknown(parameter) && parameter.marks.shape.is_none() && is_named(said)
}

/// Whether nothing tells what the parameter is.
fn is_unknown(parameter: &Parameter) -> bool {
    matches!(parameter.kind, Kind::Other) && !parameter.marks.leave_alone()
}
