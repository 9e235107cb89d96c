//! From the model of a context to its tokens.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Input, Model, arguments};
use crate::emit::{at, local};
use crate::plain::arguments::{self, Argument};
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
    let (out, sent, call) = (
        local("out"),
        arguments::sent(model.object.as_ref(), arguments(&model.inputs), runtime),
        call(model),
    );
    let object = model
        .object
        .iter()
        .map(|object| object.receiver.to_token_stream());
    let inputs = object.chain(arguments(&model.inputs).map(Argument::parameter));
    let predicates = &generics.where_clause;
    let returned = (!types::is_unit(ending)).then(|| quote!(, #ending));
    // All of it stands where the function's name does: there is blamed what can't be a context, and
    // that is the place that one tells of itself.
    let span = name.span();
    let start = at(span, quote!(#runtime::context));
    let function = quote_spanned!(span=> move |#out| async move { #call.await });
    let mut function = Group::new(Delimiter::Parenthesis, function);
    function.set_span(span);
    quote! {
        #beside
        #(#attrs)*
        #vis fn #name #generics (#(#inputs),*) -> #runtime::Context<#resource #returned> #predicates {
            #within
            #sent
            #start #function
        }
    }
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
