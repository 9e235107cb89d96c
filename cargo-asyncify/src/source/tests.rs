use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Item, ItemMacro};

use super::load;
use crate::cli::Subject;
use crate::crates::Sources;
use crate::model::{Libraries, Library, Package};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn find(subject: &Subject) -> (Sources, Package) {
    Sources::find(subject).expect("the package is there")
}

/// The modules with their functions and the files they are in, and the warnings.
fn modules(features: &[&str]) -> String {
    let folder = fixture("modules");
    let (_, package) = find(&Subject {
        path: Some(folder.clone()),
        features: features.iter().map(ToString::to_string).collect(),
        ..Subject::default()
    });
    let (library, warnings) = load(&package).expect("the root is right");
    let mut text = String::new();
    for module in &library.modules {
        let file = module.file.strip_prefix(folder.join("src")).unwrap();
        let hidden = if module.is_hidden { " (hidden)" } else { "" };
        let path = module.path.join("::");
        writeln!(text, "[{path}] {}{hidden}", file.display()).unwrap();
        for item in &module.items {
            if let Item::Fn(item) = item {
                let line = item.sig.span().start().line;
                writeln!(text, "  {}:{line}", item.sig.ident).unwrap();
            }
        }
    }
    for warning in warnings {
        let shown = warning.replace("tests/fixtures/modules", "..");
        writeln!(text, "{shown}").unwrap();
    }
    text
}

#[test]
fn modules_are_followed_into_their_files() {
    let expected = "\
[] lib.rs
  in_within_included:1
  old:56
[folder] folder/mod.rs
  in_folder_mod:5
[folder::inner] folder/inner.rs
  in_folder_inner:1
[folder::braces] folder/mod.rs
[folder::braces::deep] folder/braces/deep.rs
  in_folder_braces_deep:1
[plain] plain.rs
  in_plain:1
[plain::below] plain/below.rs
  in_plain_below:1
[type] type.rs
  in_type:1
[braces] lib.rs (hidden)
[braces::file] braces/file.rs (hidden)
  in_braces_file:1
[braces::given] braces/given.rs (hidden)
  in_braces_given:1
[other] elsewhere/renamed.rs
  in_elsewhere_renamed:1
[other::beside] elsewhere/beside.rs
  in_elsewhere_beside:1
[conditional] elsewhere/conditional.rs
  in_elsewhere_conditional:1
[beside] within/beside.rs
  in_within_beside:1
[usual] lib.rs
  in_lib:26
[aliased] lib.rs
  in_lib:36
[twice] lib.rs
  first:44
../src/lib.rs:22: what a build script writes is not read
../src/lib.rs:52: module `missing` is missing: there is no ../src/missing.rs
../src/broken.rs:2:17: no Rust that can be parsed: expected `:`
";
    assert_eq!(modules(&[]), expected);
}

#[test]
fn a_feature_brings_what_it_turns_on() {
    let (usual, extra) = (modules(&[]), modules(&["extra"]));
    let added = extra.lines().filter(|line| !usual.contains(line));
    assert_eq!(added.collect::<Vec<_>>(), ["[more] lib.rs", "  in_lib:31"]);
}

/// Definitions of macros stay as they are: of these tests only their place is compared.
struct Emptied;

impl VisitMut for Emptied {
    fn visit_item_macro_mut(&mut self, item: &mut ItemMacro) {
        if item.ident.is_some() {
            item.attrs.clear();
            item.mac.tokens = TokenStream::new();
        }
        visit_mut::visit_item_macro_mut(self, item);
    }
}

/// Compares what is left of a file with another one.
#[track_caller]
fn check(name: &str) {
    let (_, package) = find(&Subject {
        name: Some(fixture(&format!("{name}.rs")).display().to_string()),
        ..Subject::default()
    });
    let (mut library, warnings) = load(&package).expect("the file is right");
    assert_eq!(warnings, [""; 0]);
    let items = &mut library.modules[0].items;
    items
        .iter_mut()
        .for_each(|item| Emptied.visit_item_mut(item));
    let shown = |tokens: TokenStream| {
        let file = syn::parse2(tokens).expect("items");
        prettyplease::unparse(&file)
    };
    let found = items.iter().map(ToTokens::to_token_stream).collect();
    let expected = fs::read_to_string(fixture(&format!("{name}.expected.rs"))).unwrap();
    assert_eq!(shown(found), shown(expected.parse().unwrap()));
}

#[test]
fn what_does_not_hold_is_left_out() {
    check("conditions");
}

#[test]
fn calls_of_macros_are_what_they_stand_for() {
    check("macros");
}

/// A dependency's library.
fn dependency(name: &str) -> Library {
    let (_, package) = find(&Subject {
        name: Some(name.to_owned()),
        ..Subject::default()
    });
    let (library, warnings) = load(&package).expect("it can be read");
    assert_eq!(warnings, [""; 0], "{name}");
    library
}

/// Whether a module declares a method of that name, in a trait or in an `impl`.
fn has_method(library: &Library, module: &str, name: &str) -> bool {
    let is_method = |item: &Item| match item {
        Item::Trait(item) => item
            .items
            .iter()
            .any(|item| matches!(item, syn::TraitItem::Fn(method) if method.sig.ident == name)),
        Item::Impl(item) => item
            .items
            .iter()
            .any(|item| matches!(item, syn::ImplItem::Fn(method) if method.sig.ident == name)),
        _ => false,
    };
    let mut modules = library.modules.iter();
    let found = modules.find(|found| found.path.join("::") == module);
    found.is_some_and(|module| module.items.iter().any(is_method))
}

#[test]
fn dependencies_are_read_whole() {
    for (name, module, method) in [
        ("cpal", "traits", "build_input_stream"),
        ("notify", "", "watch"),
        ("rusqlite", "hooks", "commit_hook"),
        ("git2", "remote_callbacks", "transfer_progress"),
        ("curl", "easy::handle", "write_function"),
    ] {
        let library = dependency(name);
        assert!(has_method(&library, module, method), "{name}: {method}");
        let undefined = library.modules.iter().flat_map(|module| &module.items);
        let empty = undefined.filter(|item| matches!(item, Item::Verbatim(_)));
        assert_eq!(empty.count(), 0, "{name}");
    }
}

#[test]
fn dependencies_of_a_dependency_are_read_once_and_by_their_names_there() {
    let (sources, package) = find(&Subject {
        name: Some(String::from("notify")),
        ..Subject::default()
    });
    let types = sources
        .library(&package, "notify_types")
        .expect("a library");
    let again = sources
        .library(&package, "notify_types")
        .expect("a library");
    assert!(std::rc::Rc::ptr_eq(&types, &again));
    assert!(types.modules.iter().any(|module| module.path == ["event"]));
    assert!(sources.library(&package, "std").is_none());
    assert!(sources.library(&package, "cpal").is_none());
}
