//! The inputs: files with annotated items.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Item, Meta};

/// Every input in a folder, and in those inside it, in order.
pub(crate) fn inputs(folder: &str) -> Vec<PathBuf> {
    let mut inputs = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut inputs,
    );
    inputs.sort();
    inputs
}

fn collect(folder: &Path, inputs: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of inputs") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            collect(&path, inputs);
        } else if name.ends_with(".rs") && !name.ends_with(".expanded.rs") {
            inputs.push(path);
        }
    }
}

/// The arguments of `#[asyncify(..)]`, and the item without it.
pub(crate) fn annotated(mut item: Item) -> Option<(TokenStream, TokenStream)> {
    let attrs: &mut Vec<Attribute> = match &mut item {
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
        Item::ForeignMod(item) => &mut item.attrs,
        Item::Struct(item) => &mut item.attrs,
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
