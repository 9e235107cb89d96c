//! Absolute paths become short names, with `use` lines for them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use crate::paths::{Found, LOCAL, is_in_text, walk};

/// What each module has without a `use`, by the module of `std` that it is from.
const PRELUDE: [(&str, &[&str]); 12] = [
    ("borrow", &["ToOwned"]),
    ("boxed", &["Box"]),
    ("clone", &["Clone"]),
    ("cmp", &["Eq", "Ord", "PartialEq", "PartialOrd"]),
    (
        "convert",
        &["AsMut", "AsRef", "From", "Into", "TryFrom", "TryInto"],
    ),
    ("default", &["Default"]),
    (
        "iter",
        &["Extend", "FromIterator", "IntoIterator", "Iterator"],
    ),
    ("marker", &["Copy", "Send", "Sized", "Sync", "Unpin"]),
    (
        "ops",
        &[
            "AsyncFn",
            "AsyncFnMut",
            "AsyncFnOnce",
            "Drop",
            "Fn",
            "FnMut",
            "FnOnce",
        ],
    ),
    ("option", &["None", "Option", "Some"]),
    ("result", &["Err", "Ok", "Result"]),
    ("string", &["String", "ToString"]),
];

/// Which paths are short.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The names for paths that need a `use`.
    short: BTreeMap<Vec<String>, String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Finds short names for the paths that are `declared`, as far as something is left of them in
    /// what that `becomes`. A name that stands for two things, or is one of `taken`, is none.
    pub(super) fn of(
        declared: &[TokenStream],
        becomes: &[TokenStream],
        taken: &BTreeSet<String>,
    ) -> Names {
        let (mut paths, mut words) = (BTreeSet::new(), taken.clone());
        for tokens in declared {
            walk(tokens.clone(), &mut |found| {
                match found {
                    Found::Path(path, _) => paths.insert(path.to_vec()),
                    Found::Word(word) => words.insert(word.to_string()),
                };
                None
            });
        }
        let mut left = BTreeSet::new();
        for tokens in becomes {
            walk(tokens.clone(), &mut |found| {
                if let Found::Path(path, span) = found
                    && is_in_text(span)
                {
                    left.insert(path.to_vec());
                }
                None
            });
        }
        let last = |path: &Vec<String>| path[path.len() - 1].clone();
        let mut counts = BTreeMap::new();
        for path in paths.iter().filter(|it| it.len() > 1) {
            *counts.entry(last(path)).or_insert(0) += 1;
        }
        let is_free = |path: &Vec<String>| {
            left.contains(path)
                && counts[&last(path)] == 1
                && !words.contains(&last(path))
                && !in_prelude(&last(path))
        };
        let short = paths.into_iter().filter(|it| it.len() > 1 && is_free(it));
        let short = short.map(|path| (path.clone(), last(&path)));
        Names {
            short: short.collect(),
            taken: taken.clone(),
        }
    }

    /// The tokens with short names.
    pub(super) fn shorten(&self, tokens: TokenStream) -> TokenStream {
        walk(tokens, &mut |found| match found {
            Found::Path(path, _) => self.name(path),
            Found::Word(_) => None,
        })
    }

    fn name(&self, path: &[String]) -> Option<String> {
        let common = path
            .last()
            .filter(|name| is_prelude(path) && !self.taken.contains(*name));
        common.or_else(|| self.short.get(path)).cloned()
    }

    /// The names with a `use` that stand in tokens with absolute paths.
    pub(super) fn used_in(&self, tokens: &TokenStream) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        walk(tokens.clone(), &mut |found| {
            if let Found::Path(path, span) = found
                && is_in_text(span)
                && let Some(name) = self.short.get(path)
            {
                used.insert(name.clone());
            }
            None
        });
        used
    }

    /// The paths that need a `use`.
    pub(super) fn uses(&self) -> impl Iterator<Item = &Vec<String>> {
        self.short.keys()
    }
}

/// The names among tokens that are looked up where they stand.
pub(super) fn words(tokens: &TokenStream) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    walk(tokens.clone(), &mut |found| {
        if let Found::Word(word) = found {
            words.insert(word.to_string());
        }
        None
    });
    words
}

/// The crates that absolute paths start with.
pub(super) fn crates(all: &[TokenStream]) -> BTreeSet<String> {
    let mut crates = BTreeSet::new();
    for tokens in all {
        walk(tokens.clone(), &mut |found| {
            if let Found::Path([first, ..], _) = found
                && !LOCAL.contains(&first.as_str())
            {
                crates.insert(first.clone());
            }
            None
        });
    }
    crates
}

fn is_prelude(path: &[String]) -> bool {
    let [library, module @ .., name] = path else {
        return false;
    };
    let is_std = ["alloc", "core", "std"].contains(&library.as_str());
    let [module] = module else { return false };
    is_std
        && ((module == "vec" && name == "Vec") || {
            let mut all = PRELUDE.iter();
            all.any(|(of, names)| of == module && names.contains(&name.as_str()))
        })
}

fn in_prelude(name: &str) -> bool {
    name == "Vec" || PRELUDE.iter().any(|(_, names)| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    /// The same in a text.
    fn written(tokens: &TokenStream) -> TokenStream {
        tokens.to_string().parse().unwrap()
    }

    fn shorten(tokens: TokenStream) -> (String, Vec<String>) {
        let names = {
            let tokens = std::slice::from_ref(&tokens);
            Names::of(tokens, &[written(&tokens[0])], &BTreeSet::new())
        };
        let uses = names.uses().map(|path| path.join("::")).collect();
        (names.shorten(tokens).to_string(), uses)
    }

    #[test]
    fn paths_become_names() {
        let (short, uses) = shorten(quote! {
            #[shape(FnMut(::a::Event))]
            fn f<T: ::a::b::Trait>(x: <T as ::a::b::Trait>::Out, d: ::std::time::Duration)
                -> ::core::option::Option<::std::ffi::c_int> { ::a::Kind::Open }
        });
        let expected = quote! {
            #[shape(FnMut(Event))]
            fn f<T: Trait>(x: <T as Trait>::Out, d: Duration) -> Option<c_int> { Kind::Open }
        };
        assert_eq!(short, expected.to_string());
        assert_eq!(
            uses,
            [
                "a::Event",
                "a::Kind",
                "a::b::Trait",
                "std::ffi::c_int",
                "std::time::Duration"
            ],
        );
    }

    #[test]
    fn the_type_of_a_block_has_a_name() {
        let (short, uses) = shorten(quote!(
            impl<'a, F: Fn(u8) -> A<u8>> ::a::Client<'a, F> {}
        ));
        let expected = quote!(
            impl<'a, F: Fn(u8) -> A<u8>> Client<'a, F> {}
        );
        assert_eq!(short, expected.to_string());
        assert_eq!(uses, ["a::Client"]);
    }

    #[test]
    fn what_the_macro_drops_needs_no_use() {
        let declared = [quote!(fn f(a: ::a::A, b: ::a::Callback))];
        let left = written(&quote!(
            fn f(a: ::a::A) {}
        ));
        let added = quote!(::a::Callback::new());
        let names = Names::of(&declared, &[left, added], &BTreeSet::new());
        let uses: Vec<_> = names.uses().map(|path| path.join("::")).collect();
        assert_eq!(uses, ["a::A"]);
    }

    #[test]
    fn paths_of_ones_own_crate_become_names() {
        let (short, uses) = shorten(quote!(
            fn f(a: *mut crate::ffi::handle, b: super::A) -> ::b::C {
                match a {
                    _ => ::std::vec::Vec::new(),
                }
            }
        ));
        let expected = quote!(
            fn f(a: *mut handle, b: A) -> C {
                match a {
                    _ => Vec::new(),
                }
            }
        );
        assert_eq!(short, expected.to_string());
        assert_eq!(uses, ["b::C", "crate::ffi::handle", "super::A"]);
    }

    #[test]
    fn names_that_mean_something_else_stay_paths() {
        for tokens in [
            quote!(fn f(a: ::a::Error, b: ::b::Error)),
            quote!(fn f<T>(a: ::a::T)),
            quote!(fn f() -> ::a::Result<u8>),
            quote!(#[asyncify(path = ::a::Name)] fn f()),
            quote!(fn f(a: ::a)),
            quote!(pub(crate) fn f(self: Self, a: x::crate_name::Name)),
            quote!(#[asyncify(path = crate::Name)] fn f()),
        ] {
            let (short, uses) = shorten(tokens.clone());
            assert_eq!((short, uses), (tokens.to_string(), vec![]));
        }
    }

    #[test]
    fn what_a_path_or_a_value_has_is_no_name_of_the_module() {
        let (short, _) = shorten(quote!(
            fn f(a: ::a::Stream) -> D::Stream {
                x.Stream
            }
        ));
        assert_eq!(
            short,
            quote!(
                fn f(a: Stream) -> D::Stream {
                    x.Stream
                }
            )
            .to_string()
        );
    }
}
