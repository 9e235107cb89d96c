//! The signature of a twin.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, Generics, Pat, PatIdent, Receiver, ReceiverKind, Token, Type, Visibility,
    WhereClause, WherePredicate, parse_quote,
};

use super::{Placement, output};
use crate::attribute;
use crate::model::{Callee, Function, Initiator, Param, Shape};
use crate::types;

/// What every twin says of itself, wherever it stands.
pub(crate) struct Head<'a> {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: &'a Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) name: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) inputs: Vec<TokenStream>,
    pub(crate) returned: Returned,
    pub(crate) moves_self: bool,
}

pub(crate) enum Returned {
    /// What is awaited; where no type is written, `()`.
    Awaited(Option<TokenStream>),
    /// A future of its own, as one with progress is.
    Future(TokenStream),
    Value(TokenStream),
}

impl Head<'_> {
    /// The twin with its body, and what is declared in it and beside it so that it can call.
    pub(crate) fn twin(
        self,
        placement: Placement,
        callee: Option<&Callee>,
        body: TokenStream,
    ) -> TokenStream {
        let is_async = matches!(self.returned, Returned::Awaited(_));
        let head = self.tokens(placement);
        let within = callee.map(|callee| &callee.within);
        let beside = callee.map(|callee| &callee.beside);
        let body = quote!(#within #body);
        match placement {
            Placement::Declared => quote!(#head;),
            Placement::Provided if is_async => quote!(#beside #head { async move { #body } }),
            _ => quote!(#beside #head { #body }),
        }
    }

    fn tokens(mut self, placement: Placement) -> TokenStream {
        attribute::remove(&mut self.attrs, misplaced(placement));
        let vis = (placement == Placement::Item).then_some(self.vis);
        let predicates = self.predicates(placement);
        let writes_async = matches!(placement, Placement::Item | Placement::Implemented);
        let (asyncness, output) = match self.returned {
            Returned::Awaited(output) if writes_async => (Some(quote!(async)), output),
            Returned::Awaited(output) => {
                let output = output.unwrap_or_else(|| quote!(()));
                (None, Some(future(&output)))
            }
            Returned::Future(output) | Returned::Value(output) => (None, Some(output)),
        };
        let output = output.map(|output| quote!(-> #output));
        let (attrs, unsafety, inputs) = (self.attrs, self.unsafety, self.inputs);
        let (name, generics) = (self.name, self.generics);
        quote! {
            #(#attrs)* #vis #asyncness #unsafety fn #name #generics (#(#inputs),*) #output #predicates
        }
    }

    /// A trait of the user's stays one for `dyn`, which a method that returns a future would end. One
    /// that has a body can't move a `Self` of any size.
    fn predicates(&self, placement: Placement) -> Option<WhereClause> {
        let mut generics = self.generics.clone();
        let needs_sized = self.moves_self || !matches!(self.returned, Returned::Value(_));
        if placement == Placement::Provided && needs_sized {
            let clause = generics.make_where_clause();
            clause.predicates.push(sized_self());
        }
        generics.where_clause
    }
}

/// Whether a function moves `Self` itself, the object or among `others`.
pub(crate) fn moves_self(object: Option<&Receiver>, others: &[&Type]) -> bool {
    let is_self = |ty: &Type| types::is_named(ty, "Self");
    let is_value = |object: &Receiver| match &object.kind {
        ReceiverKind::Typed(_, ty) => is_self(ty),
        kind => matches!(kind, ReceiverKind::Value),
    };
    object.is_some_and(is_value) || others.iter().any(|ty| is_self(ty))
}

pub(crate) fn sized_self() -> WherePredicate {
    parse_quote!(Self: ::core::marker::Sized)
}

/// The future that resolves to `output`, where no `async` says it.
pub(super) fn future(output: &TokenStream) -> TokenStream {
    quote!(impl ::core::future::Future<Output = #output>)
}

// Input:  #[doc] pub fn add<F>(a: i32, callback: F) where F: FnOnce(i32)
// Output: #[doc] pub async fn add(a: i32) -> Result<i32, Abandoned>
pub(super) fn head(function: &Function) -> Head<'_> {
    let mut attrs = function.attrs.clone();
    attrs.extend(allowed(function));
    let (item, error) = (function.item_type(), function.stream_error());
    let mut moved = vec![&function.handle.ty];
    for param in &function.params {
        if let Param::Plain(param) = param {
            moved.push(&param.ty);
        }
    }
    if function.shape == Shape::Stream {
        moved.push(&item);
        moved.extend(&error);
    }
    Head {
        attrs,
        vis: &function.vis,
        unsafety: function.unsafety,
        name: &function.name,
        generics: &function.generics,
        inputs: inputs(function),
        returned: output::returned(function),
        moves_self: moves_self(function.receiver.as_ref(), &moved),
    }
}

fn inputs(function: &Function) -> Vec<TokenStream> {
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
    inputs
}

/// The lints that the user did not provoke.
fn allowed(function: &Function) -> Vec<Attribute> {
    let mut allowed = Vec::new();
    // The type says all there is to say, and the user did not write it.
    let has_progress = function.progress_callback().is_some();
    // A callback's type that the handle names is a box.
    let names_a_callback = types::mentions(&function.handle.ty, &format_ident!("dyn"));
    let is_once = function.shape == Shape::Once;
    let is_intricate = has_progress
        || !is_once && (function.stream_error().is_some() || function.handle.result.is_some())
        || names_a_callback;
    if is_intricate {
        allowed.push(parse_quote!(#[allow(clippy::type_complexity)]));
    }
    // An `FnMut` has to be `mut` to be called, but not every closure of ours is one.
    let is_body = matches!(function.initiator, Initiator::Body { .. });
    if is_body && function.callbacks().any(|callback| callback.is_fn_mut) {
        allowed.push(parse_quote!(#[allow(unused_mut)]));
    }
    allowed
}

/// What does not belong on this half of an extension method.
fn misplaced(placement: Placement) -> &'static [&'static str] {
    match placement {
        Placement::Declared => &["inline"],
        // The declaration is the place for documentation, and for the examples in it.
        Placement::Implemented => &["doc", "must_use", "deprecated"],
        Placement::Item | Placement::Provided => &[],
    }
}
