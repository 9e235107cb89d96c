//! Whatever stands under the attribute, the answer is code or a message, never a panic.

mod common;

use std::fs;
use std::path::Path;

use proc_macro2::{Group, TokenStream, TokenTree};

/// Removes and doubles one token after the other in every input, and expands what that makes.
#[test]
fn a_wrong_token_is_never_a_panic() {
    let mut expanded = 0;
    for input in common::inputs("tests/expand") {
        let source = fs::read_to_string(&input).expect("a readable input");
        for item in syn::parse_file(&source)
            .expect("an input that parses")
            .items
        {
            let Some((args, item)) = common::annotated(item) else {
                continue;
            };
            for times in [0, 2] {
                for place in 0..count(&args) {
                    answer(with(&args, place, times), item.clone(), &input);
                }
                for place in 0..count(&item) {
                    answer(args.clone(), with(&item, place, times), &input);
                }
                expanded += count(&args) + count(&item);
            }
        }
    }
    assert!(expanded > 1000, "only {expanded} expansions were tried");
}

fn answer(args: TokenStream, item: TokenStream, input: &Path) {
    let shown = format!("#[asyncify({args})] {item}");
    // Bodies are passed on unread: what is wrong in them the compiler says better.
    let is_sound = syn::parse2::<syn::Item>(item.clone()).is_ok();
    let tokens = asyncify_codegen::expand(args, item);
    let is_message = tokens.to_string().contains("compile_error");
    assert!(
        !is_sound || is_message || syn::parse2::<syn::File>(tokens.clone()).is_ok(),
        "{}: {shown}\nbecame, without a message:\n{tokens}",
        input.display(),
    );
}

fn count(tokens: &TokenStream) -> usize {
    let size = |tree: TokenTree| match tree {
        TokenTree::Group(group) => 1 + count(&group.stream()),
        _ => 1,
    };
    tokens.clone().into_iter().map(size).sum()
}

/// The tokens with the one at `place`, counted in depth, as often as said.
fn with(tokens: &TokenStream, place: usize, times: usize) -> TokenStream {
    let mut next = 0;
    repeat(tokens.clone(), place, times, &mut next)
}

fn repeat(tokens: TokenStream, place: usize, times: usize, next: &mut usize) -> TokenStream {
    let mut left = Vec::new();
    for tree in tokens {
        let here = *next;
        *next += 1;
        let tree = match tree {
            TokenTree::Group(group) => {
                let inner = repeat(group.stream(), place, times, next);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            tree => tree,
        };
        let times = if here == place { times } else { 1 };
        left.extend(std::iter::repeat_n(tree, times));
    }
    left.into_iter().collect()
}
