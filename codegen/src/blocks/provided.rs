//! `#[asyncify] trait Name { fn name(.., callback); }`

use proc_macro2::TokenStream;
use quote::quote;

use super::placing::{self, Place};
use super::{blame, contents, pieces};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input::Trait;
use crate::options::Options;

pub(crate) fn expand(mut block: Trait, options: &Options, mut errors: Errors) -> TokenStream {
    let members = std::mem::take(&mut block.members);
    placing::check(options, Place::Trait, &mut errors);
    let context = Context::Trait;
    let mut pieces = pieces(members, options, &context, &block.ident, &mut errors);
    let messages = blame(&mut pieces, errors);
    let members = contents(&pieces, &|entry| {
        let twin = entry.tokens(&context, Placement::Provided);
        let original = &entry.source.function;
        quote!(#original #twin)
    });
    let block = block.with(&members);
    quote!(#(#messages)* #block)
}
