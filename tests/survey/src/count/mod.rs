//! Counts the functions that take callbacks by another method than the scanner's: from what rustdoc
//! knows of a crate once the compiler has expanded its macros and resolved its names.

mod callbacks;
mod paths;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rustdoc_types::{Crate, Generics, Item, ItemEnum, Type};

use callbacks::Callbacks;
use paths::Public;

/// A public function that takes a callback.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Function {
    /// All its public paths, the crate's name first; there is one at least.
    pub(crate) paths: BTreeSet<String>,
}

impl Function {
    /// The shortest of its paths.
    pub(crate) fn name(&self) -> &str {
        let shortest = self
            .paths
            .iter()
            .min_by_key(|path| (path.matches("::").count(), path.len()));
        shortest.expect("a public function has a path")
    }
}

/// The functions of a crate that take callbacks, in the order of their names.
pub(crate) fn functions(docs: &Crate) -> Vec<Function> {
    let callbacks = Callbacks::of(docs);
    let mut found: Vec<_> = paths::public(docs)
        .iter()
        .filter(|public| takes_callback(public, &callbacks))
        .map(|public| Function {
            paths: public.paths.clone(),
        })
        .collect();
    found.sort_by(|a, b| a.name().cmp(b.name()));
    found.dedup_by(|a, b| a.paths == b.paths);
    found
}

fn takes_callback(public: &Public<'_>, callbacks: &Callbacks<'_>) -> bool {
    let Item {
        deprecation: None,
        inner: ItemEnum::Function(function),
        ..
    } = public.item
    else {
        return false;
    };
    let generics: Vec<&Generics> = [&function.generics]
        .into_iter()
        .chain(public.outer.iter().copied())
        .collect();
    let parameters = function
        .sig
        .inputs
        .iter()
        .filter(|(name, _)| name != "self");
    let types: Vec<&Type> = parameters.map(|(_, ty)| ty).collect();
    types
        .iter()
        .any(|ty| callbacks.is_one(ty, &generics, &types))
}
