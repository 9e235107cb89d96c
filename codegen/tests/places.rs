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

/// The words of the runtime that an editor completes, by their lists.
fn completed() -> BTreeMap<String, BTreeSet<String>> {
    let source = include_str!("../../runtime/src/words.rs");
    let file = syn::parse_file(source).expect("words");
    let words = |content: &[syn::Item]| {
        let [syn::Item::Macro(words)] = content else {
            panic!("a list is one call of `words`");
        };
        let tokens = words.mac.tokens.clone().into_iter();
        let words = tokens.filter(|tree| matches!(tree, TokenTree::Ident(_)));
        words.map(|word| word.to_string()).collect()
    };
    let lists = file.items.iter().filter_map(|item| match item {
        syn::Item::Mod(list) => Some((
            list.ident.to_string(),
            words(&list.content.as_ref().expect("a list").1),
        )),
        _ => None,
    });
    lists.collect()
}

/// The text of all tokens, without spaces.
fn text(tokens: &TokenStream) -> String {
    tokens.to_string().replace(' ', "")
}

#[test]
fn a_word_that_is_none_is_completed_by_those_that_the_message_lists() {
    let lists = completed();
    assert_eq!(lists.len(), 5);
    for (list, words) in &lists {
        let (args, mark) = match list.as_str() {
            "option" => ("nothing".to_owned(), ""),
            "mark" => (String::new(), "#[nothing]"),
            list => (format!("{list} = nothing"), ""),
        };
        let item = format!("fn ticks({mark} callback: impl FnMut(u8)) {{ start(callback) }}");
        let expansion = asyncify_codegen::expansion(args.parse().unwrap(), item.parse().unwrap());
        let [mistake] = &expansion.mistakes[..] else {
            panic!("one mistake: {:?}", expansion.mistakes);
        };
        let listed = mistake.message.split("known are").nth(1).expect("a list");
        let listed = listed.split('`').skip(1).step_by(2).map(str::to_owned);
        // This one is no name.
        let listed: BTreeSet<_> = listed.filter(|word| word != "crate").collect();
        assert_eq!(*words, listed);
        let completed = format!("__private::words::{list}::nothing;");
        assert!(text(&expansion.tokens).contains(&completed), "{list}");
    }
}

#[test]
fn a_word_is_completed_in_front_of_all_whose_length_depends_on_it() {
    let items = [
        "fn ticks(callback: impl FnMut(u8)) { start(callback) }",
        "impl Clock { fn ticks(callback: impl FnMut(u8)) { start(callback) } }",
        "impl foreign::Clock { fn ticks(callback: impl FnMut(u8)); }",
        "trait Clock { fn ticks(&self, callback: impl FnMut(u8)); }",
        "trait Clock { fn tick(&self); }",
        "mod clock { fn ticks(callback: impl FnMut(u8)); }",
        "unsafe extern \"C\" { fn ticks(callback: extern \"C\" fn(*mut c_void), data: *mut c_void); }",
    ];
    for (item, other) in items
        .into_iter()
        .flat_map(|item| [(item, "keep"), (item, "listener")])
    {
        for (args, list) in [("buf", "option"), ("overflow = dr, wake = ti", "overflow")] {
            let args = format!("{other}, {args}").parse().unwrap();
            let tokens = text(&asyncify_codegen::expand(args, item.parse().unwrap()));
            let word = tokens.find(&format!("__private::words::{list}::"));
            let message = tokens.find("unknown");
            assert!(word.is_some() && word < message, "{tokens}");
        }
    }
}
