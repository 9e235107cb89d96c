//! `#[asyncify(path = krate::module)] mod name { pub fn name(.., callback); }`

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Path};

use super::placing::{self, Place};
use super::{blame, contents, pieces};
use crate::codes::Code;
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input::Module;
use crate::options::Options;

pub(crate) fn expand(mut module: Module, options: &Options, mut errors: Errors) -> TokenStream {
    let members = std::mem::take(&mut module.members);
    let Module {
        attrs,
        vis,
        mod_token,
        ident,
        ..
    } = &module;
    // An option that can't be read may have been the path.
    let path = match options.path.is_none() && !errors.is_empty() {
        true => None,
        false => errors.keep(mirrored(options, ident)),
    };
    placing::check(options, Place::Module, &mut errors);
    let path = path.unwrap_or_else(|| syn::parse_quote!(self));
    let context = Context::Module { path };
    let mut pieces = pieces(members, options, &context, ident, &mut errors);
    let messages = blame(&mut pieces, errors);
    let members = contents(&pieces, &|entry| entry.tokens(&context, Placement::Item));
    quote! {
        #(#messages)*
        #(#attrs)* #vis #mod_token #ident { #(#members)* }
    }
}

/// The path of the module that is mirrored.
fn mirrored(options: &Options, ident: &Ident) -> syn::Result<Path> {
    let Some(set) = &options.path else {
        return Err(Code::WHICH_MODULE.at(
            ident,
            "which module does this mirror? Say it: `#[asyncify(path = krate::module)]`",
        ));
    };
    let segments = set.value.segments.iter();
    match segments
        .map(|segment| &segment.arguments)
        .find(|arguments| !arguments.is_none())
    {
        Some(arguments) => Err(Code::WHICH_MODULE.at(
            arguments,
            "a module takes no arguments: write `path = krate::module`",
        )),
        None => Ok(set.value.clone()),
    }
}
