//! `#[asyncify] unsafe extern "C" { fn name(.., callback, #[user_data] data: *mut c_void); }`

use crate::attribute;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::placing::{self, Place};
use super::{Piece, blame, contents, pieces};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input::Extern;
use crate::options::Options;

/// What stands on the block and concerns the wrappers as well.
const SHARED: &[&str] = &["cfg", "cfg_attr", "allow", "warn", "deny", "expect"];

// Input:  unsafe extern "C" { fn start(callback: .., #[user_data] data: *mut c_void); }
// Output: unsafe extern "C" { fn start(callback: .., data: *mut c_void); }
//         unsafe fn start_stream() -> EventStream<..> { .. }
pub(crate) fn expand(mut block: Extern, options: &Options, mut errors: Errors) -> TokenStream {
    let members = std::mem::take(&mut block.members);
    let Extern {
        attrs,
        unsafety,
        abi,
        brace,
        ..
    } = &block;
    placing::check(options, Place::Extern, &mut errors);
    let mut pieces = pieces(members, options, &Context::Extern, abi, &mut errors);
    let messages = blame(&mut pieces, errors);
    let shared = attribute::of(attrs, SHARED);
    let declared = contents(&pieces, &|entry| entry.source.function.to_token_stream());
    let twins = pieces.iter().filter_map(|piece| match piece {
        Piece::Untouched(_) => None,
        Piece::Entry(entry) => {
            let twin = entry.tokens(&Context::Extern, Placement::Item);
            Some(quote!(#(#shared)* #twin))
        }
    });
    let declared = quote_spanned!(*brace=> { #(#declared)* });
    quote! {
        #(#messages)*
        #(#attrs)* #unsafety #abi #declared
        #(#twins)*
    }
}
