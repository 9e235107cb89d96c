//! What the two sides of a rule are made of.

use std::collections::BTreeSet;
use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A part of either side.
pub(super) enum Part {
    Token(TokenTree),
    Group(Delimiter, Vec<Part>),
    /// `$name:kind` of a matcher, `$name` of a transcriber.
    Fragment {
        name: String,
        kind: String,
    },
    /// `$(..),*`
    Repeat {
        parts: Vec<Part>,
        separator: Vec<TokenTree>,
        operator: char,
    },
}

type Tokens = Peekable<proc_macro2::token_stream::IntoIter>;

pub(super) fn of_matcher(tokens: TokenStream) -> Vec<Part> {
    parts(tokens, true)
}

pub(super) fn of_transcriber(tokens: TokenStream) -> Vec<Part> {
    parts(tokens, false)
}

fn parts(tokens: TokenStream, has_kinds: bool) -> Vec<Part> {
    let mut tokens = tokens.into_iter().peekable();
    let mut parts = Vec::new();
    while let Some(token) = tokens.next() {
        parts.push(match token {
            TokenTree::Group(group) => {
                Part::Group(group.delimiter(), self::parts(group.stream(), has_kinds))
            }
            TokenTree::Punct(punct) if punct.as_char() == '$' => match tokens.peek() {
                Some(TokenTree::Ident(_)) => fragment(&mut tokens, has_kinds),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    repeat(&mut tokens, has_kinds)
                }
                _ => Part::Token(TokenTree::Punct(punct)),
            },
            token => Part::Token(token),
        });
    }
    parts
}

/// What follows the `$` of a name.
fn fragment(tokens: &mut Tokens, has_kinds: bool) -> Part {
    let name = tokens
        .next()
        .map_or_else(String::new, |name| name.to_string());
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    let mut kind = String::new();
    if has_kinds && tokens.next_if(is_colon).is_some() {
        kind = tokens.next().map_or(kind, |kind| kind.to_string());
    }
    Part::Fragment { name, kind }
}

/// What follows the `$` of a repetition.
fn repeat(tokens: &mut Tokens, has_kinds: bool) -> Part {
    let parts = match tokens.next() {
        Some(TokenTree::Group(group)) => self::parts(group.stream(), has_kinds),
        _ => Vec::new(),
    };
    let mut separator = Vec::new();
    let mut operator = '?';
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if matches!(punct.as_char(), '*' | '+' | '?') => {
                operator = punct.as_char();
                break;
            }
            _ => separator.push(token),
        }
    }
    Part::Repeat {
        parts,
        separator,
        operator,
    }
}

/// The names of the fragments in some parts.
pub(super) fn names(parts: &[Part]) -> BTreeSet<&str> {
    let names = |part| match part {
        &Part::Token(_) => BTreeSet::new(),
        Part::Fragment { name, .. } => BTreeSet::from([name.as_str()]),
        Part::Group(_, parts) | Part::Repeat { parts, .. } => self::names(parts),
    };
    parts.iter().flat_map(names).collect()
}
