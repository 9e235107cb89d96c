//! The finished code in place of declarations.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Item};

use crate::paths::{self, Found};

/// What the macro makes of annotated items, for the crate `asyncify_runtime` alone.
pub(super) fn expand(declarations: &str) -> syn::Result<TokenStream> {
    let file: syn::File = syn::parse_str(declarations)?;
    file.items.into_iter().map(expand_item).collect()
}

/// The same, to be read.
pub(super) fn lines(declarations: &str) -> syn::Result<Vec<String>> {
    let text = prettyplease::unparse(&syn::parse2(expand(declarations)?)?);
    Ok(text.lines().map(str::to_owned).collect())
}

fn expand_item(mut item: Item) -> syn::Result<TokenStream> {
    let Some(attrs) = attributes(&mut item) else {
        return Ok(item.into_token_stream());
    };
    let Some(at) = attrs.iter().position(|it| it.path().is_ident("asyncify")) else {
        return Ok(item.into_token_stream());
    };
    let options = match attrs.remove(at).meta {
        syn::Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    let item = item.into_token_stream();
    let params = params(item.clone());
    let options = quote!(crate = ::asyncify_runtime, #options);
    let expansion = asyncify_codegen::expansion(options, item);
    match expansion.mistakes.first() {
        Some(mistake) => Err(syn::Error::new(mistake.span, &mistake.message)),
        None => Ok(set_apart(expansion.tokens, &params)),
    }
}

fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        Item::ForeignMod(item) => Some(&mut item.attrs),
        _ => None,
    }
}

/// Renames what the macro calls like a parameter. Inside the compiler, hygiene keeps the two apart; in
/// a text nothing does, but what was not written has no place yet.
fn set_apart(tokens: TokenStream, params: &BTreeSet<String>) -> TokenStream {
    paths::walk(tokens, &mut |found| match found {
        Found::Word(word) if !paths::is_in_text(word.span()) => {
            let name = word.to_string();
            params.contains(&name).then(|| format!("{name}_"))
        }
        _ => None,
    })
}

/// The words before a `:`, those of parameters among them.
fn params(tokens: TokenStream) -> BTreeSet<String> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut words = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1)) {
            (TokenTree::Group(group), _) => words.extend(params(group.stream())),
            (TokenTree::Ident(word), Some(TokenTree::Punct(colon)))
                if colon.as_char() == ':' && colon.spacing() == Spacing::Alone =>
            {
                words.insert(word.to_string());
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_the_macro_calls_like_a_parameter_has_another_name() {
        let expanded = super::lines(
            "#[asyncify(path = ::a)] mod a { fn f(done: u8, cb: impl FnOnce(u8) + Send + 'static); }",
        );
        let expanded = expanded.unwrap().join("\n");
        assert!(expanded.contains("async fn f(done: u8)"), "{expanded}");
        assert!(expanded.contains("move |done_| "), "{expanded}");
        assert!(expanded.contains("done_.finish(value)"), "{expanded}");
    }
}
