//! From the model of a context to its tokens.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Input, Model, arguments};
use crate::emit::local;
use crate::plain::arguments::Argument;
use crate::types;

// Input:  async fn connected(host: &str, out: HandOut<Connection>) -> io::Result<()> { .. }
// Output: fn connected(host: &str) -> Context<Connection, io::Result<()>> {
//             async fn connected(..) -> io::Result<()> { .. }
//             let host = host.to_owned();
//             context(move |out| async move { connected(&host, out).await })
//         }
pub(super) fn twin(model: &Model) -> TokenStream {
    let Model {
        attrs,
        vis,
        name,
        generics,
        resource,
        ending,
        runtime,
        ..
    } = model;
    let (within, beside) = (&model.callee.within, &model.callee.beside);
    let (out, sent, call) = (local("out"), sent(model), call(model));
    let object = model
        .object
        .iter()
        .map(|object| object.receiver.to_token_stream());
    let inputs = object.chain(arguments(&model.inputs).map(Argument::parameter));
    let predicates = &generics.where_clause;
    let returned = (!types::is_unit(ending)).then(|| quote!(, #ending));
    // What the function returns is blamed where it is written.
    let context = quote_spanned!(ending.span()=> #runtime::context);
    quote! {
        #beside
        #(#attrs)*
        #vis fn #name #generics (#(#inputs),*) -> #runtime::Context<#resource #returned> #predicates {
            #within
            #sent
            #context(move |#out| async move { #call.await })
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
    let arguments = arguments(&model.inputs).filter_map(|argument| argument.sent(runtime));
    object.chain(arguments).collect()
}

fn call(model: &Model) -> TokenStream {
    let path = &model.callee.path;
    let object = model.object.iter().map(|object| object.passed());
    let arguments = model.inputs.iter().map(|input| match input {
        Input::Argument(argument) => argument.passed(),
        Input::HandOut => local("out").to_token_stream(),
    });
    let arguments = object.chain(arguments);
    quote!(#path(#(#arguments),*))
}
