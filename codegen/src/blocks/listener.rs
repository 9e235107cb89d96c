//! `#[asyncify(listener)] trait Name { fn on_event(&self, ..); }`

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::placing::{self, Place};
use crate::errors::Errors;
use crate::input::Trait;
use crate::lower::listener::Mistaken;
use crate::options::Options;
use crate::{check, emit, fallback, lower, props};

pub(crate) fn expand(block: Trait, options: &Options, mut errors: Errors) -> TokenStream {
    placing::check(options, Place::Listener, &mut errors);
    check::delivery(options, &mut errors);
    let (vis, name) = (block.vis.clone(), block.ident.clone());
    let lowered = lower::listener::lower(block, options, &mut errors);
    let messages = errors.into_compile_errors();
    let Mistaken {
        original,
        variants,
        taken,
    } = match lowered {
        Ok(listener) => return emit::listener(&listener),
        Err(mistaken) => mistaken,
    };
    // As in `fallback`: types with a mistake in them, about which the compiler says nothing more.
    let made = |kind: &str| {
        let made = props::beside(&name, kind);
        match taken.contains(&made) {
            true => format_ident!("__{made}"),
            false => made,
        }
    };
    let (event, sender, events) = (made("Event"), made("Sender"), made("Events"));
    let variants = variants
        .iter()
        .map(|(variant, fields)| match fields.as_deref() {
            None => quote!(#variant(#sender)),
            Some([]) => quote!(#variant),
            Some(fields) => quote!(#variant { #(#fields: #sender),* }),
        });
    let mut messages = messages.into_iter();
    let mistaken = messages.next().as_ref().map(fallback::mistaken);
    quote! {
        #original
        #[allow(dead_code, missing_docs)]
        #vis type #sender = #mistaken;
        #[allow(dead_code, missing_docs)]
        #vis type #events = #sender;
        #[allow(dead_code, missing_docs)]
        #vis enum #event { #(#variants),* }
        #(#messages)*
    }
}
