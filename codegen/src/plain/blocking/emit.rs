//! From the model of a twin to its tokens.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Type, parse_quote};

use super::Model;
use super::output::Output;
use crate::emit::{Placement, fits, local};
use crate::plain::arguments::Argument;
use crate::types;

/// How many items are read ahead where nobody says it.
const BUFFER: usize = 16;

pub(super) fn twin(model: &Model, placement: Placement) -> TokenStream {
    let head = head(model, placement);
    if placement == Placement::Declared {
        return quote!(#head;);
    }
    let (within, beside) = (&model.callee.within, &model.callee.beside);
    let body = body(model);
    let body = match placement {
        Placement::Provided if is_async(model) => quote!(async move { #within #body }),
        _ => quote!(#within #body),
    };
    quote!(#beside #head { #body })
}

fn is_async(model: &Model) -> bool {
    !matches!(model.output, Output::Stream { .. })
}

// Input:  #[doc] pub fn read(path: &Path) -> io::Result<Vec<u8>>
// Output: #[doc] pub async fn read(path: &Path) -> io::Result<Vec<u8>>
fn head(model: &Model, placement: Placement) -> TokenStream {
    let Model {
        attrs,
        vis,
        unsafety,
        name,
        generics,
        runtime,
        ..
    } = model;
    let vis = (placement == Placement::Item).then_some(vis);
    let attrs = attrs.iter().filter(|attr| fits(attr, placement));
    let output: Type = match &model.output {
        Output::Value(ty) | Output::Maybe { declared: ty } => ty.clone(),
        Output::Stream { item, .. } => parse_quote!(#runtime::BlockingStream<#item>),
    };
    let writes_async = matches!(placement, Placement::Item | Placement::Implemented);
    let (asyncness, output) = match (is_async(model), writes_async) {
        (true, true) => (Some(quote!(async)), output),
        (true, false) => (
            None,
            parse_quote!(impl ::core::future::Future<Output = #output>),
        ),
        (false, _) => (None, output),
    };
    let output = (!types::is_unit(&output)).then(|| quote!(-> #output));
    let mut predicates = generics.where_clause.clone();
    if placement == Placement::Provided && is_async(model) {
        let clause = generics.clone().make_where_clause().clone();
        let clause = predicates.get_or_insert(clause);
        clause.predicates.push(parse_quote!(Self: Sized));
    }
    let object = model
        .object
        .iter()
        .map(|object| object.receiver.to_token_stream());
    let inputs = object.chain(model.arguments.iter().map(Argument::parameter));
    quote! {
        #(#attrs)* #vis #asyncness #unsafety fn #name #generics (#(#inputs),*) #output #predicates
    }
}

fn body(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (read, buffer) = buffer(model);
    let sent = sent(model);
    let call = call(model);
    match &model.output {
        Output::Value(_) => {
            let awaited = awaited(model, call);
            quote!(#sent #awaited)
        }
        Output::Maybe { .. } => {
            let (awaited, items) = (awaited(model, call), local("items"));
            quote! {
                #read #sent
                #awaited.map(|#items| #runtime::BlockingStream::new(#buffer, #items))
            }
        }
        Output::Stream { converts, .. } => {
            let call = match converts {
                true => quote!(::core::iter::IntoIterator::into_iter(#call)),
                false => call,
            };
            quote!(#read #sent #runtime::blocking_stream(#buffer, move || #call))
        }
    }
}

/// How many items are read ahead: as a variable, if it must be read while the arguments are there.
fn buffer(model: &Model) -> (Option<TokenStream>, TokenStream) {
    match &model.buffer {
        None => {
            let literal = proc_macro2::Literal::usize_unsuffixed(BUFFER);
            (None, literal.to_token_stream())
        }
        Some(Expr::Lit(literal)) => (None, literal.to_token_stream()),
        Some(buffer) => {
            let variable = local("buffer");
            (
                Some(quote!(let #variable = #buffer;)),
                variable.to_token_stream(),
            )
        }
    }
}

/// What is done with the arguments before they go.
fn sent(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let object = model
        .object
        .iter()
        .filter_map(|object| object.sent(runtime));
    let arguments = model
        .arguments
        .iter()
        .filter_map(|argument| argument.sent(runtime));
    object.chain(arguments).collect()
}

fn call(model: &Model) -> TokenStream {
    let path = &model.callee.path;
    let object = model.object.iter().map(|object| object.passed());
    let arguments = object.chain(model.arguments.iter().map(Argument::passed));
    let call = quote!(#path(#(#arguments),*));
    match &model.unsafety {
        // SAFETY: the twin is `unsafe` as well, and its documentation asks its caller for what the
        // function asks for; nothing else stands in the block.
        // Tested by `unsafety`.
        Some(_) => quote!(unsafe { #call }),
        None => call,
    }
}

/// The result of the call, once what was lent is put back.
fn awaited(model: &Model, call: TokenStream) -> TokenStream {
    let runtime = &model.runtime;
    let returned: Vec<_> = model
        .arguments
        .iter()
        .filter_map(Argument::returned)
        .collect();
    if returned.is_empty() {
        return quote!(#runtime::blocking(move || #call).await);
    }
    let output = local("output");
    let (own, put_back): (Vec<_>, Vec<_>) = returned.into_iter().unzip();
    quote! {
        let (#output, #(#own),*) = #runtime::blocking(move || {
            let #output = #call;
            (#output, #(#own),*)
        })
        .await;
        #(#put_back)*
        #output
    }
}
