//! From the model of a twin to its tokens.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Expr;

use super::Model;
use super::output::{Items, Made, Output};
use crate::collect::CollectVec;
use crate::emit::{Head, Placement, Returned, at, called, local, moves_self};
use crate::plain::arguments::{self, Argument, ObjectWay};
use crate::types;

/// How many items are read ahead where nobody says it.
const BUFFER: usize = 16;

pub(in crate::plain) fn twin(model: &Model, placement: Placement) -> TokenStream {
    head(model).twin(placement, Some(&model.call.callee), body(model))
}

// Input:  #[doc] pub fn read(path: &Path) -> io::Result<Vec<u8>>
// Output: #[doc] pub async fn read(path: &Path) -> io::Result<Vec<u8>>
fn head(model: &Model) -> Head<'_> {
    let (runtime, arguments) = (&model.runtime, &model.call.arguments);
    let object = arguments.object.as_ref().map(|object| &object.receiver);
    let others = arguments.others.iter();
    let mut moved = others.map(|other| &*other.declared.ty).collect_vec();
    if let Output::Stream(items) = &model.output {
        moved.push(&items.item);
    }
    Head {
        attrs: model.attrs.clone(),
        vis: &model.vis,
        unsafety: model.call.unsafety,
        name: &model.name,
        generics: &model.generics,
        inputs: arguments.parameters(),
        moves_self: moves_self(object, &moved),
        returned: match &model.output {
            Output::Value(ty) | Output::Made { declared: ty, .. } => {
                Returned::Awaited((!types::is_unit(ty)).then(|| ty.to_token_stream()))
            }
            Output::Stream(Items { item, .. }) => {
                Returned::Value(quote!(#runtime::BlockingStream<#item>))
            }
        },
    }
}

fn body(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (read, buffer) = buffer(model);
    let (sent, call) = (
        model.call.arguments.sent(runtime),
        model.call.tokens(Some(span(model))),
    );
    match &model.output {
        Output::Value(_) => {
            let (before, awaited) = awaited(model, call);
            quote!(#sent #before #awaited)
        }
        Output::Stream(items) => {
            let call = match items.converts {
                true => at_output(model, quote!(::core::iter::IntoIterator::into_iter), call),
                false => call,
            };
            let stream = quote!(#runtime::blocking_stream);
            let stream = at_output(model, stream, quote!(#buffer, move || #call));
            quote!(#read #sent #stream)
        }
        Output::Made {
            made, is_within, ..
        } => {
            let (before, awaited) = awaited(model, call);
            let inner = local("inner");
            let wrapped = match made {
                Made::Stream => quote!(#runtime::BlockingStream::new(#buffer, #inner)),
                Made::Handle => quote!(<Self as ::core::convert::From<_>>::from(#inner)),
            };
            match is_within {
                true => quote!(#read #sent #before #awaited.map(|#inner| #wrapped)),
                false => quote!(#read #sent #before let #inner = #awaited; #wrapped),
            }
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

/// The result of the call, and what comes before, where something that was lent is put back.
fn awaited(model: &Model, call: TokenStream) -> (Option<TokenStream>, TokenStream) {
    let arguments = model.call.arguments.others.iter();
    let returned = arguments.filter_map(Argument::returned);
    let (own, put_back): (Vec<_>, Vec<_>) = returned.unzip();
    if own.is_empty() {
        return (None, run(model, call));
    }
    let output = local("output");
    let ran = run(
        model,
        quote!({
            let #output = #call;
            (#output, #(#own),*)
        }),
    );
    let before = quote! {
        let (#output, #(#own),*) = #ran;
        #(#put_back)*
    };
    (Some(before), quote!(#output))
}

/// A call of ours that is blamed, for what can't be returned, at the type of that.
fn at_output(model: &Model, path: TokenStream, arguments: TokenStream) -> TokenStream {
    let span = span(model);
    called(at(span, path), span, arguments)
}

fn span(model: &Model) -> Span {
    model.span.unwrap_or_else(Span::call_site)
}

/// Where the call runs.
fn run(model: &Model, call: TokenStream) -> TokenStream {
    let this = arguments::this();
    let object = model.call.arguments.object.as_ref();
    match object.map(|object| (object.way, &object.receiver.self_token)) {
        Some((ObjectWay::Lent, token)) => quote!(#token.0.call(move |#this| #call).await),
        Some((ObjectWay::TakenOut, token)) => quote!(#token.0.take(move |#this| #call).await),
        _ => {
            let runtime = &model.runtime;
            let call = at_output(model, quote!(#runtime::blocking), quote!(move || #call));
            quote!(#call.await)
        }
    }
}
