//! A signature that can't be read, as it is while somebody writes it. What can be read of it is kept,
//! so that neither the function vanishes nor what stands beside it.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream};
use syn::{FnArg, Generics, ReturnType, Signature, Token, Visibility, token};

use crate::bare;
use crate::codes::Code;
use crate::collect::CollectVec;
use crate::input;
use crate::types::is_punct;

/// The signature without what can't be read, and what is wrong with it; `error` alone, where not even
/// a name is known.
pub(crate) fn signature(
    input: ParseStream<'_>,
    error: syn::Error,
) -> syn::Result<(Signature, syn::Error)> {
    let nameless = |_| error.clone();
    let mut read = TokenStream::new();
    while !input.peek(Token![fn]) {
        read.append(input.parse::<TokenTree>().map_err(nameless)?);
    }
    read.append(input.parse::<TokenTree>()?);
    let name: Ident = input.parse().map_err(nameless)?;
    name.to_tokens(&mut read);
    if let Some(generics) = readable::<Generics>(input) {
        generics.to_tokens(&mut read);
    }
    let mut params = TokenStream::new();
    if input.peek(token::Paren) {
        params = input.parse::<Group>()?.stream();
    }
    let bare = bare::find(&params, true);
    let params = between_commas(params);
    let are_readable = params.iter().all(is_readable);
    let known = params.into_iter().filter_map(guessed);
    read.extend(quote!((#(#known),*)));
    if let Some(output) = readable::<ReturnType>(input) {
        output.to_tokens(&mut read);
    }
    if let Some(Some(clause)) = readable::<Option<syn::WhereClause>>(input) {
        clause.to_tokens(&mut read);
    }
    skip_to_body(input);
    let error = match bare {
        Some(bare) => bare,
        // The end of the item is nowhere in it.
        None if are_readable && input.is_empty() => {
            Code::SYNTAX.on(name.span(), &error.to_string())
        }
        None => error,
    };
    let sig = syn::parse2(read).map_err(|_| error.clone())?;
    Ok((sig, error))
}

/// What comes next, if it can be read.
fn readable<T: Parse>(input: ParseStream<'_>) -> Option<T> {
    let ahead = input.fork();
    let read = ahead.parse().ok()?;
    input.advance_to(&ahead);
    Some(read)
}

/// Whether a signature ends here.
pub(crate) fn followed(input: ParseStream<'_>) -> syn::Result<()> {
    match is_over(input) {
        true => Ok(()),
        false => Err(Code::SYNTAX.ahead(input, "expected `;`")),
    }
}

fn is_over(input: ParseStream<'_>) -> bool {
    let is_ended = input.peek(token::Brace) || input.peek(Token![;]);
    input.is_empty() || is_ended || begins_member(input)
}

/// Leaves out what stands before the body, or before what may be the next function.
fn skip_to_body(input: ParseStream<'_>) {
    while !is_over(input) {
        skip_one(input);
    }
}

/// Leaves a member of a block out that can't be read.
pub(crate) fn skip_member(input: ParseStream<'_>) {
    skip_one(input);
    skip_to_body(input);
    if !begins_member(input) {
        skip_one(input);
    }
}

fn skip_one(input: ParseStream<'_>) {
    let skipped = input.step(|cursor| {
        let rest = cursor.token_tree().map_or(*cursor, |(_, rest)| rest);
        Ok(((), rest))
    });
    debug_assert!(skipped.is_ok());
}

/// Whether this may be where a function begins, or its attributes do.
fn begins_member(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let is_read = ahead.parse::<Visibility>().is_ok();
    input.peek(Token![#]) || input.peek(Token![pub]) || is_read && input::is_function(&ahead)
}

/// A parameter, as well as it can be read. What has no type yet may be of any; what has one that can't be
/// read is taken for the callback, which a twin does not have.
fn guessed(param: TokenStream) -> Option<TokenStream> {
    let trees = param.clone().into_iter().collect_vec();
    let colon = trees.iter().position(|tree| is_punct(Some(tree), ':'));
    let end = colon.unwrap_or(trees.len());
    // What will be `&self` is no pattern.
    let is_reference = is_punct(trees.first(), '&');
    let name = match is_reference {
        true => quote!(_),
        false => trees[..end].iter().cloned().collect(),
    };
    let ty = match trees.len() > end + 1 {
        true => quote!(impl ::core::ops::FnOnce()),
        false => quote!(impl ::core::marker::Sized),
    };
    let named = quote!(#name: #ty);
    let guesses = [param, named, quote!(_: #ty)];
    guesses.into_iter().find(is_readable)
}

fn is_readable(param: &TokenStream) -> bool {
    syn::parse2::<FnArg>(param.clone()).is_ok()
}

/// The pieces between commas, of which those in generics are none.
fn between_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let (mut pieces, mut piece) = (Vec::new(), TokenStream::new());
    let (mut depth, mut is_arrow) = (0_usize, false);
    for tree in tokens {
        let is = |wanted| is_punct(Some(&tree), wanted);
        if is('<') {
            depth += 1;
        } else if is('>') && !is_arrow {
            depth = depth.saturating_sub(1);
        }
        is_arrow = is('-');
        match is(',') && depth == 0 {
            true => pieces.push(std::mem::take(&mut piece)),
            false => piece.append(tree),
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
