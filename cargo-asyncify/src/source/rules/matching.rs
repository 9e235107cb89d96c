//! The left side of a rule: what its fragments stand for in a call.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, Lifetime, Lit, Token};

use super::parts::{self, Part};
use super::{Bindings, Bound};

/// None where the call does not match.
pub(super) fn bindings(matcher: &[Part], call: TokenStream) -> Option<Bindings> {
    let parse = |input: ParseStream<'_>| {
        let mut bindings = Bindings::new();
        all(matcher, input, &mut bindings)?;
        Ok(bindings)
    };
    parse.parse2(call).ok()
}

fn all(parts: &[Part], input: ParseStream<'_>, bindings: &mut Bindings) -> syn::Result<()> {
    for part in parts {
        match part {
            Part::Token(expected) => token(expected, input)?,
            Part::Group(delimiter, parts) => {
                let group = group(*delimiter, input)?;
                let parse = |input: ParseStream<'_>| all(parts, input, bindings);
                parse.parse2(group.stream())?;
            }
            Part::Fragment { name, kind } => {
                let tokens = fragment(kind, input)?;
                bindings.insert(name.clone(), Bound::One(tokens));
            }
            Part::Repeat {
                parts,
                separator,
                operator,
            } => repeat(parts, separator, *operator, input, bindings)?,
        }
    }
    Ok(())
}

fn token(expected: &TokenTree, input: ParseStream<'_>) -> syn::Result<()> {
    let found: TokenTree = input.parse()?;
    let is_same = match (expected, &found) {
        (TokenTree::Punct(expected), TokenTree::Punct(found)) => {
            expected.as_char() == found.as_char()
        }
        (TokenTree::Ident(expected), TokenTree::Ident(found)) => expected == found,
        (TokenTree::Literal(expected), TokenTree::Literal(found)) => {
            expected.to_string() == found.to_string()
        }
        _ => false,
    };
    if is_same {
        Ok(())
    } else {
        Err(input.error("another token"))
    }
}

fn group(delimiter: Delimiter, input: ParseStream<'_>) -> syn::Result<Group> {
    match input.parse()? {
        TokenTree::Group(group) if group.delimiter() == delimiter => Ok(group),
        _ => Err(input.error("another bracket")),
    }
}

/// As many as there are: what follows can't begin alike, the compiler sees to that.
fn repeat(
    parts: &[Part],
    separator: &[TokenTree],
    operator: char,
    input: ParseStream<'_>,
    bindings: &mut Bindings,
) -> syn::Result<()> {
    let mut rounds = Vec::new();
    while !input.is_empty() {
        let ahead = input.fork();
        let is_separated = rounds.is_empty()
            || separator
                .iter()
                .all(|expected| token(expected, &ahead).is_ok());
        let mut round = Bindings::new();
        if !is_separated
            || all(parts, &ahead, &mut round).is_err()
            || ahead.cursor() == input.cursor()
        {
            break;
        }
        input.advance_to(&ahead);
        rounds.push(round);
        if operator == '?' {
            break;
        }
    }
    if operator == '+' && rounds.is_empty() {
        return Err(input.error("nothing to repeat"));
    }
    for name in parts::names(parts) {
        let bound = rounds.iter_mut().filter_map(|round| round.remove(name));
        bindings.insert(name.to_owned(), Bound::Many(bound.collect()));
    }
    Ok(())
}

fn fragment(kind: &str, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    match kind {
        "tt" => tree(input),
        "ident" => {
            let name = input.call(Ident::parse_any)?;
            if name == "_" {
                return Err(input.error("no name"));
            }
            Ok(name.into_token_stream())
        }
        "lifetime" => parsed::<Lifetime>(input),
        "vis" => parsed::<syn::Visibility>(input),
        "ty" => parsed::<syn::Type>(input),
        "path" => parsed::<syn::Path>(input),
        "meta" => parsed::<syn::Meta>(input),
        "item" => parsed::<syn::Item>(input),
        "block" => parsed::<syn::Block>(input),
        "expr" | "expr_2021" => parsed::<syn::Expr>(input),
        "pat" => input
            .call(syn::Pat::parse_multi_with_leading_vert)
            .map(ToTokens::into_token_stream),
        "pat_param" => input
            .call(syn::Pat::parse_single)
            .map(ToTokens::into_token_stream),
        "literal" => {
            let mut tokens = input.parse::<Option<Token![-]>>()?.into_token_stream();
            input.parse::<Lit>()?.to_tokens(&mut tokens);
            Ok(tokens)
        }
        _ => Err(input.error("unknown kind")),
    }
}

fn parsed<T: Parse + ToTokens>(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    input.parse::<T>().map(ToTokens::into_token_stream)
}

/// One tree as macros see it: a lifetime is one, and so is an operator of several characters.
fn tree(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if input.peek(Lifetime) {
        return parsed::<Lifetime>(input);
    }
    macro_rules! operators {
        ($($operator:tt)*) => {
            $(if input.peek(Token![$operator]) {
                return parsed::<Token![$operator]>(input);
            })*
        };
    }
    // The longer ones first.
    operators!(
        ... ..= <<= >>= :: -> => == != <= >= && || .. << >> += -= *= /= %= ^= &= |= <-
    );
    parsed::<TokenTree>(input)
}
