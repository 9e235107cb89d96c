//! What `#[asyncify]` writes, file by file: `NAME.rs` becomes `NAME.expanded.rs`.
//!
//! The pairs are documentation as much as a test. After a change that is meant, write them anew
//! with `BLESS=1 cargo test -p asyncify-codegen --test expand`, and read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Item, Meta};

#[test]
fn every_input_expands_to_the_file_beside_it() {
    let mut inputs: Vec<_> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand"))
            .expect("the folder of inputs")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
            .collect();
    inputs.sort();
    assert!(!inputs.is_empty());
    let stale: Vec<_> = inputs
        .iter()
        .filter_map(|input| compare(input).err())
        .collect();
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}

fn compare(input: &Path) -> Result<(), String> {
    let expanded = expand_file(&fs::read_to_string(input).expect("a readable input"));
    let output: PathBuf = input.with_extension("expanded.rs");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&output, &expanded).expect("a writable folder");
    }
    let expected = fs::read_to_string(&output).unwrap_or_default();
    match expected == expanded {
        true => Ok(()),
        false => Err(format!(
            "{} is not what is written now:\n{expanded}",
            output.display()
        )),
    }
}

/// Expands the annotated items of a file, and leaves the others as they are.
fn expand_file(source: &str) -> String {
    let file = syn::parse_file(source).expect("an input that parses");
    let items = file.items.into_iter().map(|item| {
        let mut tokens = item.to_token_stream();
        if let Some((args, rest)) = annotated(item) {
            tokens = asyncify_codegen::expand(args, rest);
        }
        tokens
    });
    let expanded: TokenStream = items.collect();
    let expanded = syn::parse2(quote!(#expanded)).expect("an expansion that parses");
    prettyplease::unparse(&expanded)
}

/// The arguments of `#[asyncify(..)]`, and the item without it.
fn annotated(mut item: Item) -> Option<(TokenStream, TokenStream)> {
    let attrs: &mut Vec<Attribute> = match &mut item {
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
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
