//! `#[asyncify] trait Name { fn name(.., callback); }`

use proc_macro2::TokenStream;
use quote::quote;

use super::placing::{self, Place};
use super::{Piece, blame, pieces};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input::Trait;
use crate::options::Options;

pub(crate) fn expand(mut block: Trait, options: &Options, mut errors: Errors) -> TokenStream {
    let members = std::mem::take(&mut block.members);
    let Trait {
        attrs,
        vis,
        unsafety,
        trait_token,
        ident,
        generics,
        supertraits,
        ..
    } = &block;
    placing::check(options, Place::Trait, &mut errors);
    let context = Context::Trait;
    let mut pieces = pieces(members, options, &context, ident, &mut errors);
    let messages = blame(&mut pieces, errors);
    let members = pieces.iter().map(|piece| match piece {
        Piece::Untouched(tokens) => tokens.clone(),
        Piece::Entry(entry) => {
            let twin = entry.tokens(&context, Placement::Provided);
            let original = &entry.source.function;
            quote!(#original #twin)
        }
    });
    let colon = (!supertraits.is_empty()).then(|| quote!(:));
    let predicates = &generics.where_clause;
    quote! {
        #(#messages)*
        #(#attrs)* #vis #unsafety #trait_token #ident #generics #colon #supertraits #predicates {
            #(#members)*
        }
    }
}
