//! `#[asyncify(path = krate::module)] mod name { pub fn name(.., callback); }`

use proc_macro2::TokenStream;
use quote::quote;

use super::placing::{self, Place};
use super::{Piece, blame, pieces};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input::Module;
use crate::options::Options;

pub(crate) fn expand(module: Module, options: &Options, mut errors: Errors) -> TokenStream {
    let Module {
        attrs,
        vis,
        mod_token,
        ident,
        members,
    } = module;
    if options.path.is_none() {
        errors.at(
            &ident,
            "which module does this mirror? Say it: `#[asyncify(path = krate::module)]`",
        );
    }
    placing::check(options, Place::Module, &mut errors);
    let path = options
        .path
        .as_ref()
        .map_or_else(|| syn::parse_quote!(self), |set| set.value.clone());
    let context = Context::Module { path };
    let mut pieces = pieces(members, options, &context, &ident, &mut errors);
    let messages = errors.into_compile_errors();
    blame(&mut pieces, &messages);
    let members = pieces.iter().map(|piece| match piece {
        Piece::Untouched(tokens) => tokens.clone(),
        Piece::Entry(entry) => entry.tokens(&context, Placement::Item),
    });
    quote! {
        #(#messages)*
        #(#attrs)* #vis #mod_token #ident { #(#members)* }
    }
}
