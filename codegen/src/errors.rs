//! Every mistake found in one item, reported together.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Ident;

use crate::codes::{Code, Mistake};
use crate::words;

/// The mistakes that the tokens tell, as their list grows.
pub(crate) type Told = Rc<RefCell<Vec<Mistake>>>;

/// Collects mistakes so that the user sees all of them at once.
///
/// Dropping it unread is a bug of ours; with debug assertions it panics rather than losing a
/// diagnostic.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    /// What stands in front of them, for editors: see `words::completed`.
    words: Vec<TokenStream>,
    read: bool,
    /// All that was told of the item so far.
    told: Told,
}

impl Errors {
    /// Reports `message` at all of `tokens`.
    pub(crate) fn at(&mut self, code: Code, tokens: &dyn ToTokens, message: impl AsRef<str>) {
        self.push(code.at(tokens, message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether nothing was told of the item yet, either.
    pub(crate) fn is_silent(&self) -> bool {
        self.is_empty() && self.told.borrow().is_empty()
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// The value, or its error collected and `None`.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Has an editor complete a word by those of that list.
    pub(crate) fn complete(&mut self, list: &str, word: &Ident) {
        // A keyword would be a second mistake.
        if syn::parse2::<Ident>(word.to_token_stream()).is_ok() {
            self.words.push(words::completed(list, word));
        }
    }

    /// Forgets all but the first.
    pub(crate) fn keep_first(&mut self) {
        self.found.truncate(1);
    }

    /// Takes over what was found elsewhere.
    pub(crate) fn append(&mut self, mut others: Errors) {
        self.found.append(&mut others.found);
        self.words.append(&mut others.words);
    }

    /// For what is reported on its own.
    pub(crate) fn of_a_part(&self) -> Errors {
        Errors {
            found: Vec::new(),
            words: Vec::new(),
            read: false,
            told: self.told(),
        }
    }

    /// The list of what is told of the item, as it grows.
    pub(crate) fn told(&self) -> Told {
        Rc::clone(&self.told)
    }

    /// Takes over what was told of a part of the item.
    pub(crate) fn tell_of(&self, part: &Told) {
        self.told.borrow_mut().append(&mut part.borrow_mut());
    }

    /// One `compile_error!` a mistake; none when there is no mistake.
    pub(crate) fn into_compile_errors(mut self) -> Vec<TokenStream> {
        self.read = true;
        let found = std::mem::take(&mut self.found);
        let mut messages = Vec::new();
        for several in found {
            for error in several {
                let (mistake, error) = Mistake::of(error);
                self.told.borrow_mut().push(mistake);
                messages.push(error.to_compile_error());
            }
        }
        if let Some(first) = messages.first_mut() {
            let words = &self.words;
            *first = quote!(#(#words)* #first);
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
