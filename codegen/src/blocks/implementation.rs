//! `#[asyncify] impl Type { fn name(.., callback) { .. } }`

use proc_macro2::TokenStream;
use quote::quote;

use super::placing::{self, Place};
use super::{blame, contents, original, pieces};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input::Impl;
use crate::options::Options;

pub(crate) fn expand(mut block: Impl, options: &Options, mut errors: Errors) -> TokenStream {
    let members = std::mem::take(&mut block.members);
    let Impl {
        attrs,
        unsafety,
        impl_token,
        generics,
        self_ty,
        ..
    } = &block;
    placing::check(options, Place::Impl, &mut errors);
    let context = Context::Impl {
        generics: generics.clone(),
        self_ty: self_ty.clone(),
    };
    let mut pieces = pieces(members, options, &context, self_ty, &mut errors);
    let messages = blame(&mut pieces, errors);
    let members = contents(&pieces, &|entry| {
        let twin = entry.tokens(&context, Placement::Item);
        let original = original(entry);
        quote!(#original #twin)
    });
    let predicates = &generics.where_clause;
    quote! {
        #(#messages)*
        #(#attrs)* #unsafety #impl_token #generics #self_ty #predicates { #(#members)* }
    }
}
