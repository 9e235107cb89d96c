//! What the macro writes for an item, formatted.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{ImplItem, ItemImpl, ItemTrait, TraitItem};

use crate::expand::annotated::{Annotated, Block};
use crate::failure::in_one_line;

/// The code, or what is wrong with the item: `src/client.rs:12:5: message [A0203]`
pub(crate) fn code(annotated: &Annotated) -> Result<String, Vec<String>> {
    let annotation = &annotated.annotation;
    let expansion = asyncify_codegen::expansion(annotation.args.clone(), annotation.item.clone());
    if expansion.mistakes.is_empty() {
        return Ok(formatted(inside(
            annotated.block.as_ref(),
            expansion.tokens,
        )));
    }
    let file = &annotated.location.file;
    let mistakes = expansion.mistakes.iter().map(|mistake| {
        let mut at = mistake.span.start();
        if at.line == 0 {
            // Said of the attribute as such.
            at = annotation.span.start();
        }
        let (line, column) = (at.line, at.column + 1);
        let message = in_one_line(&mistake.message, ": ");
        format!("{file}:{line}:{column}: {message} [{}]", mistake.code)
    });
    Err(mistakes.collect())
}

/// Functions stand in the block that they were found in.
fn inside(block: Option<&Block>, code: TokenStream) -> TokenStream {
    match block {
        None => code,
        Some(Block::Impl(block)) => ItemImpl {
            items: vec![ImplItem::Verbatim(code)],
            ..block.clone()
        }
        .into_token_stream(),
        Some(Block::Trait(block)) => ItemTrait {
            items: vec![TraitItem::Verbatim(code)],
            ..block.clone()
        }
        .into_token_stream(),
    }
}

fn formatted(code: TokenStream) -> String {
    match syn::parse2(code.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // It is shown as it is rather than not at all.
        Err(_) => format!("{code}\n"),
    }
}
