//! `#[asyncify] fn name(.., callback) { .. }`

use proc_macro2::TokenStream;
use quote::quote;

use super::placing::{self, Place};
use super::{Entry, original};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input;
use crate::options::Options;
use crate::plain::Word;
use crate::source::Source;

pub(crate) fn expand(
    mut function: input::Function,
    options: Options,
    mut errors: Errors,
) -> TokenStream {
    placing::check(&options, Place::Function, &mut errors);
    function.end();
    let source = Source::read(function, &mut errors);
    if let Some(word) = Word::of(&source, &options).filter(|_| !source.is_broken) {
        word.refuse_others(&options, &mut errors);
    }
    let entry = Entry::read(source, options, &Context::Alone, errors);
    let twin = entry.tokens(&Context::Alone, Placement::Item);
    let original = original(&entry);
    quote!(#original #twin)
}
