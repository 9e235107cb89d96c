//! Callbacks that answer each call with a future, of which no twin is made.

use proc_macro2::Ident;
use quote::quote;
use syn::{Generics, PathArguments, TraitBound, Type};

use crate::codes::Code;
use crate::collect::CollectVec;
use crate::signature;
use crate::source::{Parameter, Source};
use crate::types;

/// That an async closure is taken, and what can be taken instead, or made of a closure.
pub(crate) fn refusal(source: &Source) -> Option<syn::Error> {
    let generics = &source.function.sig.generics;
    let mut parameters = source.parameters.iter();
    parameters.find_map(|parameter| of(parameter, generics))
}

/// The same, of one parameter.
pub(super) fn of(parameter: &Parameter, generics: &Generics) -> Option<syn::Error> {
    let ty = &parameter.declared.ty;
    let bound = signature::async_closure(ty, generics)?;
    if parameter.marks.leave_alone() {
        return None;
    }
    let last = bound.path.segments.last()?;
    let plain = last.ident.to_string().replace("Async", "");
    let (plain, arguments) = (Ident::new(&plain, last.ident.span()), &last.arguments);
    let lifetimes = &bound.lifetimes;
    let plain = types::text(&quote!(#lifetimes #plain #arguments));
    let made = put_into(ty, made_of_plain(&bound, arguments));
    let message = format!(
        "the twin's callback can't be an async closure: that answers each call with a future, which \
         the function has to run, and the twin only wants to be told the value\n  \
         where the function is yours, take `impl {plain}`, and call it without `.await`\n  \
         where it is not, say how an async closure is made of one that is not async: \
         `#[shape({plain}, wrap = |f| {made})]`"
    );
    Some(Code::ASYNC_CLOSURE.at(&bound, message))
}

/// The async closure that calls `f`. What it borrows has a type: where it is passed on at once, the
/// compiler finds out by itself that any lifetime will do, and in a box it does not.
fn made_of_plain(bound: &TraitBound, arguments: &PathArguments) -> String {
    let mut taken = Vec::new();
    if let PathArguments::Parenthesized(arguments) = arguments {
        taken = arguments.inputs.iter().map(|input| &input.ty).collect_vec();
    }
    let binder = signature::binder(&bound.lifetimes);
    let (mut declared, mut names) = (Vec::new(), Vec::new());
    // What is called has the name in between.
    for (name, ty) in "abcdeghijklmnopqrstuvwxyz".chars().zip(taken) {
        let mut ty = ty.clone();
        types::unbind(&mut ty, &binder);
        declared.push(match types::borrows(&ty) {
            true => format!("{name}: {}", types::text(&ty)),
            false => name.to_string(),
        });
        names.push(name.to_string());
    }
    format!(
        "async move |{}| f({})",
        declared.join(", "),
        names.join(", ")
    )
}

/// A value in what stands around the callback's type.
fn put_into(ty: &Type, value: String) -> String {
    let (Some(last), Some(inner)) = (types::last(ty), types::inner(ty)) else {
        return value;
    };
    let by = match last.ident.to_string().as_str() {
        "Option" => "Some",
        "Box" => "Box::new",
        "Rc" => "std::rc::Rc::new",
        "Arc" => "std::sync::Arc::new",
        _ => return value,
    };
    format!("{by}({})", put_into(&inner, value))
}
