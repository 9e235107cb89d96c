//! `#[asyncify(listener)] trait Name { fn on_event(&self, ..); }`

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::placing::{self, Place};
use crate::errors::Errors;
use crate::input::Trait;
use crate::options::Options;
use crate::{emit, lower};

pub(crate) fn expand(block: Trait, options: &Options, mut errors: Errors) -> TokenStream {
    placing::check(options, Place::Listener, &mut errors);
    let (vis, name) = (block.vis.clone(), block.ident.clone());
    let (original, listener) = lower::listener::lower(block, options, &mut errors);
    let messages = errors.into_compile_errors();
    if let (Some(listener), []) = (listener, messages.as_slice()) {
        return emit::listener(&listener);
    }
    // As in `fallback`: types with a mistake in them, about which the compiler says nothing more.
    let (first, others) = messages
        .split_first()
        .expect("what can't be read has a message");
    let names = ["Event", "Sender", "Events"].map(|kind| format_ident!("{name}{kind}"));
    quote! {
        #original
        #(#others)*
        #(#[allow(dead_code)] #vis type #names = [(); #first];)*
    }
}
