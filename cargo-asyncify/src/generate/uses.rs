//! `use` lines.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::UseTree;

use super::layout::{INDENT, WIDTH};

/// A path without its last name, and which names are used of it.
#[derive(Default)]
pub(super) struct Uses {
    names: BTreeMap<Vec<String>, BTreeSet<String>>,
}

impl Uses {
    pub(super) fn add(&mut self, path: &[String]) {
        if let [module @ .., name] = path {
            let names = self.names.entry(module.to_vec()).or_default();
            names.insert(name.clone());
        }
    }

    pub(super) fn add_tree(&mut self, tree: &UseTree) {
        let mut paths = Vec::new();
        flatten(tree, &mut Vec::new(), &mut paths);
        paths.iter().for_each(|path| self.add(path));
    }

    /// In groups, as is common: the standard library's, those of crates, one's own.
    pub(super) fn lines(&self) -> Vec<String> {
        let group = |path: &[String]| match path[0].as_str() {
            "alloc" | "core" | "std" => 0,
            "crate" | "self" | "super" => 2,
            _ => 1,
        };
        let mut groups: [Vec<(String, Vec<String>)>; 3] = Default::default();
        for (module, names) in &self.names {
            let path = module.join("::");
            groups[group(module)].push(match names.iter().collect::<Vec<_>>()[..] {
                // A list stands behind what is below its module.
                [name] => (
                    format!("{path}::{name}"),
                    vec![format!("use {path}::{name};")],
                ),
                _ => (format!("{path}::{{"), list(&path, names, 0)),
            });
        }
        let groups = groups.into_iter().filter(|it| !it.is_empty());
        let mut lines: Vec<_> = groups
            .flat_map(|mut group| {
                group.sort();
                let lines = group.into_iter().flat_map(|(_, lines)| lines);
                lines.chain([String::new()]).collect::<Vec<_>>()
            })
            .collect();
        lines.pop();
        lines
    }
}

/// `use path::{names};`, `depth` steps to the right of the margin, as many names on a line as fit.
pub(super) fn list(path: &str, names: &BTreeSet<String>, depth: usize) -> Vec<String> {
    let width = WIDTH - depth * INDENT.len();
    let all: Vec<_> = names.iter().map(String::as_str).collect();
    let line = format!("use {path}::{{{}}};", all.join(", "));
    // rustfmt leaves room for the `};` that may follow a list, and for the space after a comma.
    if line.len() <= width - 2 {
        return vec![line];
    }
    let mut lines = vec![format!("use {path}::{{")];
    let mut line = String::from("   ");
    for (at, name) in all.iter().enumerate() {
        let space = usize::from(at + 1 < all.len());
        if line.len() + name.len() + 2 + space > width {
            lines.push(std::mem::replace(&mut line, String::from("   ")));
        }
        line.push_str(&format!(" {name},"));
    }
    lines.extend([line, String::from("};")]);
    lines
}

/// The names that a tree brings into its module.
pub(super) fn names(tree: &UseTree) -> Vec<String> {
    let mut paths = Vec::new();
    flatten(tree, &mut Vec::new(), &mut paths);
    let name = |path: Vec<String>| {
        let last = path.last()?;
        last.split(' ').next_back().map(str::to_owned)
    };
    paths.into_iter().filter_map(name).collect()
}

fn flatten(tree: &UseTree, path: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let mut end = |name: String| paths.push([path.clone(), vec![name]].concat());
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            flatten(&tree.tree, path, paths);
            path.pop();
        }
        UseTree::Group(tree) => {
            for tree in &tree.items {
                flatten(tree, path, paths);
            }
        }
        UseTree::Name(tree) => end(tree.ident.to_string()),
        UseTree::Rename(tree) => end(tree.to_token_stream().to_string()),
        _ => end(String::from("*")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_grouped_and_sorted() {
        let mut uses = Uses::default();
        for path in [
            "cpal::traits::DeviceTrait",
            "asyncify::asyncify",
            "std::time::Duration",
        ] {
            uses.add(&path.split("::").map(str::to_owned).collect::<Vec<_>>());
        }
        for tree in ["crate::{B, a::C, A as X}", "cpal::{Data, Error}", "cpal::*"] {
            uses.add_tree(&syn::parse_str(tree).unwrap());
        }
        let expected = "\
use std::time::Duration;

use asyncify::asyncify;
use cpal::traits::DeviceTrait;
use cpal::{*, Data, Error};

use crate::a::C;
use crate::{A as X, B};";
        assert_eq!(uses.lines().join("\n"), expected);
    }

    #[test]
    fn long_lists_are_filled() {
        let names = (10..40).map(|n| format!("Name{n}")).collect();
        let lines = list("library", &names, 0);
        assert_eq!(lines.len(), 5);
        assert!(lines.iter().all(|it| it.len() <= 100));
        let tree = lines.concat();
        syn::parse_str::<syn::ItemUse>(&tree).unwrap();
    }
}
