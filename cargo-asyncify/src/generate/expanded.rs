//! The finished code in place of declarations.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Item};

/// What the macro makes of annotated items, for the crate `asyncify_runtime` alone.
pub(super) fn expand(declarations: &str) -> syn::Result<Vec<String>> {
    let file: syn::File = syn::parse_str(declarations)?;
    let items: syn::Result<TokenStream> = file.items.into_iter().map(expand_item).collect();
    let text = prettyplease::unparse(&syn::parse2(items?)?);
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
    let expansion = asyncify_codegen::expansion(
        quote!(crate = ::asyncify_runtime, #options),
        item.into_token_stream(),
    );
    match expansion.mistakes.first() {
        Some(mistake) => Err(syn::Error::new(mistake.span, &mistake.message)),
        None => Ok(expansion.tokens),
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
