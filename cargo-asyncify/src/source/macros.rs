//! Items in the calls of macros.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Item, ItemMacro, LitStr, Token, braced};

use super::cfg::{Cfg, Condition};

/// What a call in the place of an item stands for.
pub(crate) enum Content {
    Items(Vec<Item>),
    /// The path of a file, relative to the one that includes it.
    File(PathBuf),
    /// The macro, which is not known.
    Call(ItemMacro),
}

/// Looks into a call.
pub(crate) fn content(item: ItemMacro, cfg: &Cfg) -> Content {
    let tokens = || item.mac.tokens.clone();
    let Some(name) = item.mac.path.segments.last() else {
        return Content::Call(item);
    };
    let items = match name.ident.to_string().as_str() {
        "macro_rules" => return Content::Call(item),
        "include" => {
            return match syn::parse2::<LitStr>(tokens()) {
                Ok(path) => Content::File(path.value().into()),
                Err(_) => Content::Call(item),
            };
        }
        "cfg_if" => (|input: ParseStream<'_>| chain(input, cfg)).parse2(tokens()),
        "cfg_select" | "cfg_match" => (|input: ParseStream<'_>| arms(input, cfg)).parse2(tokens()),
        // Such as tokio's `cfg_rt! { .. }`, which puts conditions before the items in it.
        _ => items.parse2(tokens()),
    };
    match items {
        Ok(items) if !items.is_empty() => Content::Items(items),
        _ => Content::Call(item),
    }
}

fn items(input: ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(match input.parse()? {
            Item::Verbatim(_) => return Err(input.error("no item")),
            item => item,
        });
    }
    Ok(items)
}

/// `if #[cfg(..)] { .. } else if #[cfg(..)] { .. } else { .. }`
fn chain(input: ParseStream<'_>, cfg: &Cfg) -> syn::Result<Vec<Item>> {
    let mut taken = None;
    while !input.is_empty() {
        let mut holds = true;
        if input.parse::<Option<Token![if]>>()?.is_some() {
            for attr in input.call(syn::Attribute::parse_outer)? {
                holds &= cfg.is(&attr.parse_args()?);
            }
        }
        block(input, holds, &mut taken)?;
        input.parse::<Option<Token![else]>>()?;
    }
    Ok(taken.unwrap_or_default())
}

/// `unix => { .. } _ => { .. }`
fn arms(input: ParseStream<'_>, cfg: &Cfg) -> syn::Result<Vec<Item>> {
    let mut taken = None;
    while !input.is_empty() {
        let holds = match input.parse::<Option<Token![_]>>()? {
            Some(_) => true,
            None => cfg.is(&Condition::parse(input)?),
        };
        input.parse::<Token![=>]>()?;
        block(input, holds, &mut taken)?;
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(taken.unwrap_or_default())
}

/// Takes the items of a block whose condition holds, if it is the first one.
fn block(input: ParseStream<'_>, holds: bool, taken: &mut Option<Vec<Item>>) -> syn::Result<()> {
    let content;
    braced!(content in input);
    if holds && taken.is_none() {
        *taken = Some(items(&content)?);
    } else {
        content.parse::<TokenStream>()?;
    }
    Ok(())
}
