//! Model to tokens. Every question was answered before, so nothing here can fail.

mod blocking;
mod callback;
mod constructor;
mod event;
mod foreign;
mod head;
mod lambda;
mod listener;
mod once;
mod output;
mod reply;
mod stream;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, format_ident, quote};
use syn::spanned::Spanned;
use syn::{Pat, Token, Type};

use crate::collect::CollectVec;
use crate::model::{Function, Initiator, Shape};
use crate::types;

/// Where a twin stands, which decides how its head is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    /// As an item or an inherent method.
    Item,
    /// In the declaration of an extension trait: no body.
    Declared,
    /// In the implementation of an extension trait.
    Implemented,
    /// In the user's own trait: declared, with a body.
    Provided,
}

pub(crate) use constructor::{at, called, located, statements};
pub(crate) use head::{Head, Returned, moves_self, sized_self};
pub(crate) use listener::listener;

/// Writes the async twin, and beside it what it needs of its own.
pub(crate) fn twin(function: &Function, placement: Placement) -> TokenStream {
    let body = match function.shape {
        Shape::Once => once::body(function),
        Shape::Stream | Shape::Frames | Shape::Feed => stream::body(function),
    };
    let callee = match &function.initiator {
        Initiator::Call(callee) => Some(callee),
        Initiator::Body { .. } => None,
    };
    head::head(function).twin(placement, callee, body)
}

/// A name of ours in the midst of the user's code: neither sees the other's.
#[derive(Clone, Copy)]
pub(crate) struct Local(&'static str);

impl Local {
    pub(crate) fn ident(self) -> Ident {
        Ident::new(self.0, Span::mixed_site())
    }
}

impl ToTokens for Local {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(self.ident());
    }
}

/// What asks the compiler whether an error is of the type that is expected. The function is blamed for
/// it, at its name: it fails in two ways.
fn same(function: &Function, error: &Type, expected: &Type, how: &str) -> TokenStream {
    let runtime = &function.runtime;
    let span = Span::mixed_site().located_at(function.name.span());
    let same = at(span, quote!(#runtime::__private::Same));
    let how = Ident::new(how, span);
    quote!(#same::<#error, #expected>::#how)
}

/// What makes a `target` of an error.
fn from(function: &Function, target: &Type) -> TokenStream {
    let (runtime, error) = (&function.runtime, inferred(target));
    quote!(#runtime::__private::to_error::<#target, #error>)
}

/// `_`, which is blamed where it can't become the `target`.
fn inferred(target: &Type) -> Token![_] {
    Token![_](Span::mixed_site().located_at(target.span()))
}

/// Gives a closure's parameter its value, where the closure's body is written in place. Attributes of a
/// parameter stand before the `let`.
fn bound(pattern: &Pat, value: TokenStream) -> TokenStream {
    let tokens = pattern.to_token_stream().into_iter().collect_vec();
    let mut attributes = 0;
    while types::is_punct(tokens.get(attributes), '#') {
        attributes += 2;
    }
    let (attributes, pattern) = tokens.split_at(attributes);
    quote!(#(#attributes)* let #(#pattern)* = #value;)
}

pub(crate) fn local(name: &'static str) -> Local {
    Local(name)
}

/// One of several such names.
pub(crate) fn numbered(name: &str, at: usize) -> Ident {
    format_ident!("{name}{at}", span = Span::mixed_site())
}
