//! From the model of a context to its tokens.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::Model;
use crate::emit::{at, called};
use crate::plain::arguments::made_there;
use crate::types;

// Input:  async fn connected(host: &str, out: HandOut<Connection>) -> io::Result<()> { .. }
// Output: fn connected(host: &str) -> Context<Connection, io::Result<()>> {
//             async fn connected(..) -> io::Result<()> { .. }
//             let host = host.to_owned();
//             context(move |out| async move { connected(&host, out).await })
//         }
pub(in crate::plain) fn twin(model: &Model) -> TokenStream {
    let Model {
        attrs,
        vis,
        keyword,
        name,
        generics,
        resource,
        ending,
        call,
        runtime,
        ..
    } = model;
    let (within, beside) = (&call.callee.within, &call.callee.beside);
    let arguments = &call.arguments;
    let (inputs, sent) = (arguments.parameters(), arguments.sent(runtime));
    let (out, call) = (made_there(), call.tokens(None));
    let predicates = &generics.where_clause;
    let returned = (!types::is_unit(ending)).then(|| quote!(, #ending));
    // All of it stands where the function's name does, or `fn`: errors about what can't be a context point
    // there, and it is the location that a context tells of itself.
    let span = name.span();
    let start = at(*keyword, quote!(#runtime::context));
    let function = quote_spanned!(span=> move |#out| async move { #call.await });
    let made = called(start, span, function);
    quote! {
        #beside
        #(#attrs)*
        #vis fn #name #generics (#(#inputs),*) -> #runtime::Context<#resource #returned> #predicates {
            #within
            #sent
            #made
        }
    }
}
