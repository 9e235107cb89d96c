//! Every mistake found in one item, reported together.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Collects mistakes so that the user sees all of them at once.
///
/// Dropping it unread is a bug of ours; with debug assertions it panics rather than losing a
/// diagnostic.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    read: bool,
}

impl Errors {
    /// Reports `message` at all of `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        // As tokens, so that this is compiled once for all that may be pointed at.
        self.push(syn::Error::new_spanned(tokens.into_token_stream(), message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// The value, or its error collected and `None`.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// One `compile_error!` a mistake; none when there is no mistake.
    pub(crate) fn into_compile_errors(mut self) -> Vec<TokenStream> {
        self.read = true;
        let found = std::mem::take(&mut self.found);
        let mut messages = Vec::new();
        for several in found {
            for error in several {
                messages.push(error.to_compile_error());
            }
        }
        messages
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        debug_assert!(
            self.read || self.found.is_empty() || std::thread::panicking(),
            "mistakes were found but never reported"
        );
    }
}
