//! What an editor shows while somebody writes: after each token of an item, with the brackets closed, the
//! functions that have a name are there, and little is said.

mod common;

use std::collections::BTreeSet;
use std::fs;

use asyncify_codegen::Expansion;
use proc_macro2::{Group, TokenStream, TokenTree};

/// The first `left` tokens, counted in depth.
fn beginning(tokens: TokenStream, left: &mut usize) -> TokenStream {
    let mut begun = TokenStream::new();
    for tree in tokens {
        if *left == 0 {
            break;
        }
        *left -= 1;
        begun.extend([match tree {
            TokenTree::Group(group) => {
                let inner = beginning(group.stream(), left);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            tree => tree,
        }]);
    }
    begun
}

fn beginnings(tokens: &TokenStream) -> Vec<TokenStream> {
    let mut beginnings = Vec::new();
    for count in 0.. {
        let mut left = count;
        beginnings.push(beginning(tokens.clone(), &mut left));
        if left > 0 {
            break;
        }
    }
    beginnings
}

/// The names behind `fn`, and any other names, as the variants of an enum would be called, too.
#[derive(Default)]
struct Names {
    functions: BTreeSet<String>,
    all: BTreeSet<String>,
}

impl Names {
    fn of(tokens: &TokenStream) -> Names {
        let mut names = Names::default();
        names.collect(tokens.clone());
        names
    }

    fn collect(&mut self, tokens: TokenStream) {
        let mut is_function = false;
        for tree in tokens {
            match tree {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string().replace('_', "").to_lowercase();
                    if is_function {
                        self.functions.insert(name.clone());
                    }
                    is_function = name == "fn";
                    self.all.insert(name);
                    continue;
                }
                TokenTree::Group(group) => self.collect(group.stream()),
                _ => {}
            }
            is_function = false;
        }
    }
}

/// Whether nothing can stand in: signatures alone may be those of a type of somebody else.
fn is_nameless_mirror(expansion: &Expansion) -> bool {
    let is_alone = expansion.tokens.to_string().starts_with(":: core");
    is_alone && expansion.mistakes[0].code.as_str() == "A0207"
}

#[test]
fn nothing_vanishes_while_it_is_written() {
    let mut written = 0;
    for path in common::inputs("tests/expand") {
        let source = fs::read_to_string(&path).expect("a readable input");
        let items = syn::parse_file(&source)
            .expect("an input that parses")
            .items;
        for (args, item) in items.into_iter().filter_map(common::annotated) {
            for begun in beginnings(&item) {
                look_at(&args, &begun);
                written += 1;
            }
        }
    }
    assert!(written > 4_000, "only {written} beginnings were tried");
}

/// The twin is there before the body is, and nothing is said of what the editor tells anyway.
#[test]
fn a_body_may_be_still_to_come() {
    const TWINS: &[(&str, &str)] = &[
        (
            "fn add(a: i32, done: impl FnOnce(i32) + Send + 'static)",
            "async fn add (a : i32)",
        ),
        (
            "impl Store { fn get(&self, done: impl FnOnce(i32) + Send + 'static) }",
            "async fn get (& self)",
        ),
        (
            "trait Source { fn next(&self, done: Box<dyn FnOnce(u32) + Send>) }",
            "fn next_async (& self)",
        ),
    ];
    for (begun, twin) in TWINS {
        let item = begun.parse().expect("tokens");
        let expansion = asyncify_codegen::expansion(TokenStream::new(), item);
        let written = expansion.tokens.to_string();
        assert!(expansion.mistakes.is_empty(), "{:?}", expansion.mistakes);
        assert!(written.contains(twin), "{written}");
    }
}

/// Where one function can't be read, the others have their twins.
#[test]
fn a_broken_function_stands_alone() {
    let item = "impl Store {
        fn get(&self, key, done: impl FnOnce(u8) + Send + 'static) { done(1); }
        fn set(&self, done: impl FnOnce(u8) + Send + 'static) { done(2); }
        const
        pub fn len(&self) -> usize { 0 }
    }";
    let item = item.parse().expect("tokens");
    let expansion = asyncify_codegen::expansion(TokenStream::new(), item);
    let written = expansion.tokens.to_string();
    for there in [
        "fn get (& self , key : impl :: core :: marker :: Sized) -> [() ;",
        "async fn set (& self)",
        "pub fn len (& self) -> usize",
    ] {
        assert!(written.contains(there), "{there}: {written}");
    }
    let told: Vec<_> = expansion
        .mistakes
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(told, ["expected identifier or `_`", "expected `:`"]);
}

fn look_at(args: &TokenStream, begun: &TokenStream) {
    let expansion = asyncify_codegen::expansion(args.clone(), begun.clone());
    let shown = format!("#[asyncify({args})] {begun}\nbecame\n{}", expansion.tokens);
    let there = Names::of(&expansion.tokens).all;
    let mut functions = Names::of(begun).functions.into_iter();
    let are_there = functions.all(|name| there.iter().any(|it| it.starts_with(&name)));
    let is_renamed = shown.contains("name =");
    assert!(
        are_there || is_renamed || is_nameless_mirror(&expansion),
        "a function is gone: {shown}"
    );
    assert!(expansion.mistakes.len() <= 2, "too much is said: {shown}");
}
