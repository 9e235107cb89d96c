//! Names for the extension traits, which stand in one module.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Block, Declaration};

/// Gives each block a name of its own: by its type, and where two are called alike, by the module
/// as well, or by a number for the same type with other generics.
pub(crate) fn choose<'a>(declarations: impl IntoIterator<Item = &'a mut Declaration>) {
    let mut blocks: Vec<&mut Block> = Vec::new();
    for declaration in declarations {
        blocks.push(&mut declaration.block);
    }
    // All types of each short name.
    let mut alike: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for block in &blocks {
        if let Block::Extension { of, .. } = &**block {
            alike
                .entry(last(of).to_owned())
                .or_default()
                .insert(of.clone());
        }
    }
    let mut chosen: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for block in blocks {
        let Block::Extension { of, ext, head } = block else {
            continue;
        };
        let key = (of.clone(), head.to_string());
        let name = chosen.entry(key).or_insert_with(|| {
            let is_shared = alike.get(last(of)).is_some_and(|all| all.len() > 1);
            let base = match is_shared {
                true => format!("{}{}Async", parent(of), last(of)),
                false => format!("{}Async", last(of)),
            };
            let mut name = base.clone();
            let mut number = 1;
            while !taken.insert(name.clone()) {
                number += 1;
                name = format!("{base}{number}");
            }
            name
        });
        ext.clone_from(name);
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// `notify::poll::Watcher` as `Poll`; what stands in the root has no parent but the crate.
fn parent(path: &str) -> String {
    let mut names = path.rsplit("::").skip(1);
    let name = names
        .next()
        .filter(|_| names.next().is_some())
        .unwrap_or("");
    camel(name)
}

/// `poll_watcher` as `PollWatcher`.
pub(super) fn camel(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn named(of: &[(&str, proc_macro2::TokenStream)]) -> Vec<String> {
        let mut declarations: Vec<_> = of
            .iter()
            .map(|(of, head)| Declaration {
                block: Block::Extension {
                    of: (*of).to_owned(),
                    ext: String::new(),
                    head: head.clone(),
                },
                item: quote!(),
                marks: Vec::new(),
                todo: Vec::new(),
                notes: Vec::new(),
                doubts: Vec::new(),
                renamed: Default::default(),
            })
            .collect();
        choose(&mut declarations);
        let ext = |it: Declaration| match it.block {
            Block::Extension { ext, .. } => ext,
            _ => String::new(),
        };
        declarations.into_iter().map(ext).collect()
    }

    #[test]
    fn a_block_has_one_name_and_each_its_own() {
        let names = named(&[
            ("a::Watch", quote!(impl A)),
            ("a::Watch", quote!(impl A)),
            ("a::Watch", quote!(impl B)),
            ("a::Other", quote!(impl C)),
        ]);
        assert_eq!(
            names,
            ["WatchAsync", "WatchAsync", "WatchAsync2", "OtherAsync"]
        );
    }

    #[test]
    fn types_of_the_same_name_are_told_apart_by_their_modules() {
        let names = named(&[
            ("hotwatch::Hotwatch", quote!(impl A)),
            ("hotwatch::non_blocking::Hotwatch", quote!(impl B)),
        ]);
        assert_eq!(names, ["HotwatchAsync", "NonBlockingHotwatchAsync"]);
    }
}
