//! `#[asyncify] fn name(.., callback) { .. }`

use proc_macro2::TokenStream;
use quote::quote;

use super::{Entry, original, refuse};
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input;
use crate::options::Options;
use crate::source::Source;

pub(crate) fn expand(
    function: input::Function,
    options: Options,
    mut errors: Errors,
) -> TokenStream {
    let word = options.ext.as_ref().map(|set| &set.word);
    refuse(
        word,
        "`ext` mirrors a type: write `#[asyncify(ext = TraitName)] impl Type { fn name(..); }`",
        &mut errors,
    );
    let word = options.path.as_ref().map(|set| &set.word);
    refuse(
        word,
        "`path` mirrors a module: write `#[asyncify(path = krate::module)] mod name { fn name(..); }`",
        &mut errors,
    );
    let word = options.skip.as_ref().map(|set| &set.word);
    refuse(
        word,
        "`skip` leaves one function of a block alone: here, remove `#[asyncify]`",
        &mut errors,
    );
    let source = Source::read(function, &mut errors);
    let entry = Entry::read(source, options, &Context::Alone, errors);
    let twin = entry.tokens(&Context::Alone, Placement::Item);
    let original = original(&entry);
    quote!(#original #twin)
}
