//! The signature of the twin.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Pat, PatIdent};

use super::{Placement, output};
use crate::attribute;
use crate::model::{Function, Initiator, Param, Shape};
use crate::types;

// Input:  #[doc] pub fn add<F>(a: i32, callback: F) where F: FnOnce(i32)
// Output: #[doc] pub async fn add(a: i32) -> Result<i32, Abandoned>
pub(super) fn head(function: &Function, placement: Placement) -> TokenStream {
    let Function {
        attrs,
        vis,
        unsafety,
        name,
        generics,
        ..
    } = function;
    let vis = (placement == Placement::Item).then_some(vis);
    let mut attrs = attrs.clone();
    attribute::retain(&mut attrs, &mut |attr| fits(attr, placement));
    let is_once = function.shape == Shape::Once;
    let writes_async = matches!(placement, Placement::Item | Placement::Implemented);
    let asyncness = (function.is_async() && writes_async).then(|| quote!(async));
    let mut output = output::output(function);
    let mut predicates = generics.where_clause.clone();
    if is_once && asyncness.is_none() {
        output = output::future(function, output);
        if placement == Placement::Provided {
            let clause = generics.clone().make_where_clause().clone();
            let clause = predicates.get_or_insert(clause);
            clause.predicates.push(syn::parse_quote!(Self: Sized));
        }
    }
    let mut inputs = Vec::new();
    if let Some(mut receiver) = function.receiver.clone() {
        // `mut self` is the business of a body.
        if matches!(function.initiator, Initiator::Call(..)) {
            receiver.mutability = None;
        }
        inputs.push(receiver.to_token_stream());
    }
    for param in &function.params {
        let Param::Plain(param) = param else { continue };
        inputs.push(match &*param.pat {
            // The body declares it anew.
            Pat::Ident(PatIdent { ident, .. }) if function.run.is_some() => {
                let (attrs, ty) = (&param.attrs, &param.ty);
                quote!(#(#attrs)* #ident: #ty)
            }
            _ => param.to_token_stream(),
        });
    }
    // The type says all there is to say, and the user did not write it.
    let has_progress = function.progress_callback().is_some();
    // A callback's type that the handle names is a box.
    let names_a_callback = types::mentions(&function.handle.ty, &format_ident!("dyn"));
    let is_intricate = has_progress
        || !is_once && (function.stream_error().is_some() || function.handle.result.is_some())
        || names_a_callback;
    let allow = is_intricate.then(|| quote!(#[allow(clippy::type_complexity)]));
    // An `FnMut` has to be `mut` to be called, but not every closure of ours is one.
    let is_body = matches!(function.initiator, Initiator::Body { .. });
    let is_mutable = is_body && function.callbacks().any(|callback| callback.is_fn_mut);
    let allow_mut = is_mutable.then(|| quote!(#[allow(unused_mut)]));
    quote! {
        #(#attrs)* #allow #allow_mut #vis #asyncness #unsafety fn #name #generics (#(#inputs),*) -> #output #predicates
    }
}

/// Whether the attribute belongs on this half of an extension method.
pub(crate) fn fits(attr: &Attribute, placement: Placement) -> bool {
    match placement {
        Placement::Declared => !attribute::is(attr, &["inline"]),
        // The declaration is the place for documentation, and for the examples in it.
        Placement::Implemented => !attribute::is(attr, &["doc", "must_use", "deprecated"]),
        Placement::Item | Placement::Provided => true,
    }
}
