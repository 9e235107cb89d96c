//! Finds the twin among what the macro wrote, and shows its signature.

use proc_macro2::TokenStream;
use syn::{Fields, ImplItem, Item, ItemEnum, Signature};

use super::shown;
use crate::model::Block;

/// The twin's signature in one line, or of a listener its events.
pub(super) fn of(block: &Block, tokens: TokenStream) -> Option<String> {
    let file: syn::File = syn::parse2(tokens).ok()?;
    match block {
        Block::Listener { .. } => file.items.iter().find_map(|item| match item {
            Item::Enum(events) => Some(listened(events)),
            _ => None,
        }),
        _ => file.items.iter().find_map(signature).map(shown::signature),
    }
}

fn signature(item: &Item) -> Option<&Signature> {
    match item {
        Item::Fn(function) => Some(&function.sig),
        Item::Mod(module) => module.content.as_ref()?.1.iter().find_map(signature),
        // That of the trait is said less briefly.
        Item::Impl(block) => block.items.iter().find_map(|member| match member {
            ImplItem::Fn(function) => Some(&function.sig),
            _ => None,
        }),
        _ => None,
    }
}

fn listened(events: &ItemEnum) -> String {
    let variants: Vec<_> = events
        .variants
        .iter()
        .map(|variant| {
            let name = &variant.ident;
            let fields: Vec<_> = variant
                .fields
                .iter()
                .map(|field| match &field.ident {
                    Some(name) => format!("{name}: {}", shown::ty(&field.ty)),
                    None => shown::ty(&field.ty),
                })
                .collect();
            match variant.fields {
                Fields::Unit => name.to_string(),
                Fields::Named(_) => format!("{name} {{ {} }}", fields.join(", ")),
                Fields::Unnamed(_) => format!("{name}({})", fields.join(", ")),
            }
        })
        .collect();
    let name = &events.ident;
    format!("{name}s: a stream of {name} {{ {} }}", variants.join(", "))
}
