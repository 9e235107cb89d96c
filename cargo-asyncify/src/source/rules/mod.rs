//! Macros by example: what the calls of a crate's own macros stand for.
//!
//! Names are not kept apart as the compiler does it: nothing but the names of items matters here.

mod matching;
mod parts;
mod transcribe;

use std::collections::HashMap;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use parts::Part;

/// What a fragment's name stands for: tokens, or in a repetition several of it.
enum Bound {
    One(TokenStream),
    Many(Vec<Bound>),
}

type Bindings = HashMap<String, Bound>;

/// A `macro_rules!`.
pub(crate) struct Rules(Vec<Rule>);

struct Rule {
    matcher: Vec<Part>,
    transcriber: Vec<Part>,
}

impl Rules {
    /// Of what stands in the braces of a definition; the rules after one that is none are missing.
    pub(crate) fn new(tokens: TokenStream) -> Rules {
        let mut groups = tokens.into_iter().filter_map(|token| match token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        });
        let mut rules = Vec::new();
        while let (Some(matcher), Some(transcriber)) = (groups.next(), groups.next()) {
            rules.push(Rule {
                matcher: parts::of_matcher(matcher),
                transcriber: parts::of_transcriber(transcriber),
            });
        }
        Rules(rules)
    }

    /// What the first rule that matches makes of a call; all that it adds is at the call.
    pub(crate) fn expand(&self, call: &TokenStream, at: Span) -> Option<TokenStream> {
        self.0.iter().find_map(|rule| {
            let bindings = matching::bindings(&rule.matcher, call.clone())?;
            transcribe::tokens(&rule.transcriber, &bindings, at)
        })
    }
}

/// The tokens in one kind of brackets.
fn bracketed(delimiter: Delimiter, stream: TokenStream, at: Span) -> TokenTree {
    let mut group = proc_macro2::Group::new(delimiter, stream);
    group.set_span(at);
    TokenTree::Group(group)
}

#[cfg(test)]
mod tests;
