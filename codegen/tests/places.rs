//! An editor looks for what a name stands for among all that the macro writes at that place, so nothing of
//! the runtime stands where the user's functions are named.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::{Ident, LineColumn, TokenStream, TokenTree};

/// What begins a call of the runtime, or goes on with it.
const OURS: &[&str] = &[
    "asyncify",
    "once",
    "stream",
    "context",
    "release_anywhere_if_send",
];

/// The names of functions, by their places.
type Named = BTreeMap<(usize, usize), String>;

fn each(tokens: TokenStream, see: &mut impl FnMut(Option<&Ident>, &Ident)) {
    let mut last = None;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => {
                see(last.as_ref(), &ident);
                last = Some(ident);
                continue;
            }
            TokenTree::Group(group) => each(group.stream(), see),
            _ => {}
        }
        last = None;
    }
}

fn place(ident: &Ident) -> (usize, usize) {
    let LineColumn { line, column } = ident.span().start();
    (line, column)
}

fn named(item: &TokenStream) -> Named {
    let mut named = Named::new();
    each(item.clone(), &mut |last, ident| {
        if last.is_some_and(|last| last == "fn") {
            named.insert(place(ident), ident.to_string());
        }
    });
    named
}

#[test]
fn no_name_of_ours_stands_at_a_name_of_the_user() {
    let mut seen = 0;
    for path in common::inputs("tests/expand") {
        let source = fs::read_to_string(&path).expect("a readable input");
        let file = syn::parse_file(&source).expect("an input that parses");
        for (args, item) in file.items.into_iter().filter_map(common::annotated) {
            let named = named(&item);
            let tokens = asyncify_codegen::expand(args, item);
            each(tokens, &mut |_, ident| {
                let Some(name) = named.get(&place(ident)) else {
                    return;
                };
                seen += 1;
                let is_ours = OURS.iter().any(|ours| ident == ours);
                assert!(!is_ours, "`{ident}` at `{name}` in {}", path.display());
            });
        }
    }
    assert!(seen > 100, "only {seen} names were seen");
}

#[test]
fn a_word_of_the_attribute_stands_for_what_it_means() {
    let args = "
        buffer = 4, overflow = drop_oldest, wake = every(2), cancel = |handle| drop(handle)";
    let item = "fn ticks(callback: impl FnMut(u8) + Send + 'static) -> u8 { start(callback) }";
    let [args, item]: [TokenStream; 2] = [args, item].map(|it| it.parse().expect("tokens"));
    let mut words = BTreeMap::new();
    each(args.clone(), &mut |_, ident| {
        words.insert(place(ident), ident.to_string());
    });
    let mut meant = Vec::new();
    each(asyncify_codegen::expand(args, item), &mut |_, ident| {
        if let Some(word) = words.get(&place(ident)) {
            meant.push(format!("{word}: {ident}"));
        }
    });
    let expected = [
        "drop: drop",
        "handle: handle",
        "handle: handle",
        "buffer: buffer",
        "overflow: overflow",
        "drop_oldest: DropOldest",
        "wake: wake",
        "every: Every",
        "cancel: cancel",
    ];
    meant.sort_by_key(|pair| expected.iter().position(|it| it == pair));
    assert_eq!(meant, expected);
}

#[test]
fn what_comes_beside_a_trait_leads_to_it() {
    let item = "\ntrait Hotplug { fn on_left(&self, device: u32); }";
    let item: TokenStream = item.parse().expect("tokens");
    let tokens = asyncify_codegen::expand("listener".parse().expect("tokens"), item);
    let mut beside = BTreeSet::new();
    each(tokens, &mut |_, ident| {
        let name = ident.to_string();
        if name.starts_with("Hotplug") {
            assert_eq!(place(ident), (2, 6), "`{name}`");
            beside.insert(name);
        }
    });
    let expected = ["Hotplug", "HotplugEvent", "HotplugEvents", "HotplugSender"];
    assert_eq!(beside, expected.map(str::to_owned).into());
}
