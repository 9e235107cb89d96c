//! A call that blocks: what its thread takes along, and what becomes of what it returns.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Pat, PatIdent, PatType};

use super::{from, local};
use crate::model::{Function, Param, Run};
use crate::types;

/// `let path = to_thread(path);`, so that a type which can't go there is blamed itself.
pub(super) fn sent(function: &Function) -> TokenStream {
    let mut sent = TokenStream::new();
    if function.run.is_none() {
        return sent;
    }
    let runtime = &function.runtime;
    for param in &function.params {
        let Param::Plain(PatType { pat, ty, attrs, .. }) = param else {
            continue;
        };
        if let Pat::Ident(PatIdent { ident, .. }) = &**pat {
            let span = ty.span();
            let to_thread = quote_spanned!(span=> #runtime::__private::to_thread);
            sent.extend(quote!(#(#attrs)* let #pat = #to_thread(#ident);));
        }
    }
    sent
}

/// A call that blocks, and of what it returns the error.
pub(super) fn ended(function: &Function, run: &Run, call: TokenStream) -> TokenStream {
    let runtime = &function.runtime;
    if function.answers() {
        let (done, answer) = (local("done"), answer(function, call));
        return quote!(#done.complete(#answer));
    }
    let Some(outcome) = &run.result else {
        return match run.is_silent() {
            true => call,
            false => quote!(::core::mem::drop(#call)),
        };
    };
    let call = match types::is_unit(&outcome.ok) {
        true => call,
        false => quote!(#call.map(::core::mem::drop)),
    };
    match function.run_conversion() {
        Some(target) => {
            let from = from(function, target);
            quote!(#call.map_err(#from))
        }
        None if function.shows_loss() => quote!(#call.map_err(#runtime::EventError::Failed)),
        None => call,
    }
}

/// What the call returns, as what a callback would bring.
fn answer(function: &Function, call: TokenStream) -> TokenStream {
    match (function.item_outcome(), function.callback_error()) {
        (None, None) => call,
        (None, Some(_)) => quote!(::core::result::Result::Ok(#call)),
        (Some(_), _) => match function.early_conversion() {
            None => call,
            Some(target) => {
                let from = from(function, target);
                quote!(#call.map_err(#from))
            }
        },
    }
}
