//! The inputs in `tests/expand`.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Item, Meta};

/// Every input, in order.
pub(crate) fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let mut inputs: Vec<_> = fs::read_dir(folder)
        .expect("the folder of inputs")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
        .collect();
    inputs.sort();
    inputs
}

/// The arguments of `#[asyncify(..)]`, and the item without it.
pub(crate) fn annotated(mut item: Item) -> Option<(TokenStream, TokenStream)> {
    let attrs: &mut Vec<Attribute> = match &mut item {
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
        Item::ForeignMod(item) => &mut item.attrs,
        _ => return None,
    };
    let at = attrs
        .iter()
        .position(|attr| attr.path().is_ident("asyncify"))?;
    let args = match attrs.remove(at).meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    Some((args, item.into_token_stream()))
}
