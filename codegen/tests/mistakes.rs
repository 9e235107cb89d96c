//! The mistakes that an expansion lists are those that its tokens tell.

mod common;

use std::collections::BTreeSet;
use std::fs;

use asyncify_codegen::{Code, Expansion};
use proc_macro2::{TokenStream, TokenTree};

/// The texts of the `compile_error!`s.
fn told(tokens: TokenStream, texts: &mut BTreeSet<String>) {
    let mut is_message = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => is_message = ident == "compile_error",
            TokenTree::Punct(_) => {}
            TokenTree::Group(group) if is_message => {
                let text = syn::parse2::<syn::LitStr>(group.stream()).expect("a message");
                texts.insert(text.value());
                is_message = false;
            }
            TokenTree::Group(group) => told(group.stream(), texts),
            TokenTree::Literal(_) => is_message = false,
        }
    }
}

/// The texts of the list, with their codes.
fn listed(expansion: &Expansion) -> BTreeSet<String> {
    let shown = expansion.mistakes.iter().map(|mistake| {
        let mut lines = mistake.message.splitn(2, '\n');
        let first = lines.next().unwrap_or_default();
        let first = format!("{first} [{}]", mistake.code);
        match lines.next() {
            Some(more) => format!("{first}\n{more}"),
            None => first,
        }
    });
    shown.collect()
}

#[test]
fn what_is_listed_is_told_and_every_code_has_a_file() {
    let mut seen = BTreeSet::new();
    for path in common::inputs("../tests/ui") {
        let source = fs::read_to_string(&path).expect("a readable file");
        let file = syn::parse_file(&source).expect("a file that parses");
        for (args, item) in file.items.into_iter().filter_map(common::annotated) {
            let expansion = asyncify_codegen::expansion(args, item);
            let mut texts = BTreeSet::new();
            told(expansion.tokens.clone(), &mut texts);
            assert_eq!(listed(&expansion), texts, "in {}", path.display());
            seen.extend(expansion.mistakes.iter().map(|mistake| mistake.code));
        }
    }
    let unseen: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !seen.contains(code))
        .collect();
    // The compiler itself refuses attributes on a module in another file.
    assert_eq!(unseen, [&"A0203".parse::<Code>().expect("a code")]);
}
