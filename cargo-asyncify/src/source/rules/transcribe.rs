//! The right side of a rule: its tokens, with those of the call in place of the fragments.

use std::collections::HashMap;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::parts::{self, Part};
use super::{Bindings, Bound, bracketed};

/// What the fragments stand for in this round of a repetition.
type Round<'a> = HashMap<&'a str, &'a Bound>;

/// None where a fragment is repeated on one side only.
pub(super) fn tokens(parts: &[Part], bindings: &Bindings, at: Span) -> Option<TokenStream> {
    let round = bindings.iter().map(|(name, bound)| (name.as_str(), bound));
    all(parts, &round.collect(), at)
}

fn all(parts: &[Part], round: &Round<'_>, at: Span) -> Option<TokenStream> {
    let mut tokens = TokenStream::new();
    for part in parts {
        match part {
            Part::Token(token) => {
                let mut token = token.clone();
                token.set_span(at);
                tokens.extend([token]);
            }
            Part::Group(delimiter, parts) => {
                tokens.extend([bracketed(*delimiter, all(parts, round, at)?, at)]);
            }
            Part::Fragment { name, .. } => match round.get(name.as_str()) {
                Some(Bound::One(bound)) => tokens.extend(bound.clone()),
                Some(Bound::Many(_)) => return None,
                None => tokens.extend(unbound(name, at)),
            },
            Part::Repeat {
                parts,
                separator,
                operator,
            } => match rounds(parts, round)? {
                Some(rounds) => {
                    for (index, round) in rounds.iter().enumerate() {
                        if index > 0 {
                            tokens.extend(separator.iter().cloned());
                        }
                        tokens.extend(all(parts, round, at)?);
                    }
                }
                None => {
                    let inner = all(parts, round, at)?;
                    let group = bracketed(proc_macro2::Delimiter::Parenthesis, inner, at);
                    tokens.extend([punct('$', at), group]);
                    tokens.extend(separator.iter().cloned());
                    tokens.extend([punct(*operator, at)]);
                }
            },
        }
    }
    Some(tokens)
}

/// `$crate`; or a fragment of a macro that is defined by this one.
fn unbound(name: &str, at: Span) -> Vec<TokenTree> {
    // `r#name` is a fragment's name, too.
    let word: TokenTree = match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, at).into(),
        None => Ident::new(name, at).into(),
    };
    if name == "crate" {
        vec![word]
    } else {
        vec![punct('$', at), word]
    }
}

fn punct(char: char, at: Span) -> TokenTree {
    let mut punct = Punct::new(char, Spacing::Alone);
    punct.set_span(at);
    punct.into()
}

/// The rounds of a repetition, by the fragments in it that were repeated in the call; the inner
/// `None` if there are none: then it belongs to a macro that is defined by this one.
fn rounds<'a>(parts: &[Part], outer: &Round<'a>) -> Option<Option<Vec<Round<'a>>>> {
    let names = parts::names(parts);
    let repeated: Vec<_> = outer
        .iter()
        .filter_map(|(name, bound)| match bound {
            Bound::Many(many) if names.contains(name) => Some((*name, many)),
            _ => None,
        })
        .collect();
    let Some((_, first)) = repeated.first() else {
        return Some(None);
    };
    if repeated.iter().any(|(_, many)| many.len() != first.len()) {
        return None;
    }
    let round = |index: usize| {
        let mut round = outer.clone();
        round.extend(repeated.iter().map(|(name, many)| (*name, &many[index])));
        round
    };
    Some(Some((0..first.len()).map(round).collect()))
}
