//! A closure's trait where a type is needed: `Fn(u8)`, or `dyn Fn(u8)` by value.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::codes::Code;
use crate::collect::CollectVec;
use crate::types;

const TRAITS: &[&str] = &["FnOnce", "FnMut", "Fn"];

/// The mistake; `called` is the trait without `dyn`.
pub(crate) fn mistake(written: &dyn ToTokens, called: &dyn ToTokens) -> syn::Error {
    let called = types::text(called);
    let message = format!(
        "`{}` is no type of a parameter: write `impl {called}`, or `Box<dyn {called}>`",
        types::text(written)
    );
    Code::BARE_TRAIT.at(written, message)
}

/// Where a parameter's type begins like that: it can't be parsed.
pub(crate) fn find(tokens: &TokenStream, are_parameters: bool) -> Option<syn::Error> {
    let trees = tokens.clone().into_iter().collect_vec();
    let is_colon = |at: usize| types::is_punct(trees.get(at), ':');
    for (at, tree) in trees.iter().enumerate() {
        match (tree, trees.get(at + 1), trees.get(at + 2)) {
            (_, Some(TokenTree::Ident(name)), Some(TokenTree::Group(taken)))
                if are_parameters
                    && is_colon(at)
                    && !at.checked_sub(1).is_some_and(is_colon)
                    && types::is_called(name, TRAITS)
                    && taken.delimiter() == Delimiter::Parenthesis =>
            {
                let called = quote!(#name #taken);
                return Some(mistake(&called, &called));
            }
            (TokenTree::Group(group), ..) => {
                let are_parameters = group.delimiter() == Delimiter::Parenthesis;
                if let Some(error) = find(&group.stream(), are_parameters) {
                    return Some(error);
                }
            }
            _ => {}
        }
    }
    None
}
