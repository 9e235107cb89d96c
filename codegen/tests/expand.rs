//! What `#[asyncify]` writes, file by file: `NAME.rs` becomes `NAME.expanded.rs`.
//!
//! The pairs are documentation as much as a test. After a change that is meant, write them anew
//! with `BLESS=1 cargo test -p asyncify-codegen --test expand`, and read the difference.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

#[test]
fn every_input_expands_to_the_file_beside_it() {
    let inputs = common::inputs("tests/expand");
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
        let tokens = item.to_token_stream();
        match common::annotated(item) {
            Some((args, rest)) => asyncify_codegen::expand(args, rest),
            None => tokens,
        }
    });
    let expanded: TokenStream = items.collect();
    let expanded = syn::parse2(quote!(#expanded)).expect("an expansion that parses");
    prettyplease::unparse(&expanded)
}
