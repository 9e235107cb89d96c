//! `asyncify.toml`: what people decided about bindings.

mod apply;
mod load;
mod notation;
mod unmatched;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use syn::{Attribute, WherePredicate};
use toml::Spanned;

use crate::arguments::Argument;

pub(crate) use apply::SHAPES;
pub(crate) use load::Config;
pub(crate) use unmatched::unmatched;

/// The decisions for one crate, or for one C library.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Binding {
    /// The crate, or what a C library is called.
    #[serde(rename = "crate")]
    pub(crate) library: String,
    /// What rust-bindgen wrote, relative to the file.
    pub(crate) c_bindings: Option<PathBuf>,
    /// The module that this is: `crate::ffi`, if nothing else is said.
    #[serde(default, deserialize_with = "notation::path")]
    pub(crate) bindings_path: Option<syn::Path>,
    /// Relative to the file.
    pub(crate) output: Option<PathBuf>,
    /// Finished code, as by `--expanded`.
    #[serde(default)]
    pub(crate) expanded: bool,
    #[serde(default)]
    pub(crate) only: Vec<Spanned<String>>,
    /// The module's documentation.
    pub(crate) header: Option<String>,
    /// What the decisions use, as in `use ..;`
    #[serde(default, deserialize_with = "notation::uses")]
    pub(crate) uses: Vec<syn::UseTree>,
    #[serde(default, rename = "block")]
    blocks: Vec<BlockDecision>,
    /// By their paths below the crate, or by patterns of these.
    #[serde(default, rename = "fn")]
    functions: BTreeMap<Spanned<String>, FunctionDecision>,
}

/// How some of the functions of a trait, a type or a module are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockDecision {
    /// The path below the crate.
    of: Spanned<String>,
    /// The name of the extension trait, or of the module.
    pub(crate) ext: Option<String>,
    #[serde(default, deserialize_with = "notation::options")]
    pub(crate) options: Vec<Argument>,
    #[serde(default, rename = "where", deserialize_with = "notation::predicates")]
    pub(crate) predicates: Vec<WherePredicate>,
    pub(crate) docs: Option<String>,
    /// Which functions; without, all.
    functions: Option<Vec<Spanned<String>>>,
    #[serde(default, rename = "fn")]
    decided: BTreeMap<Spanned<String>, FunctionDecision>,
}

/// How a function, or a listener, is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FunctionDecision {
    #[serde(default, deserialize_with = "notation::options")]
    pub(crate) options: Vec<Argument>,
    #[serde(default, rename = "where", deserialize_with = "notation::predicates")]
    pub(crate) predicates: Vec<WherePredicate>,
    pub(crate) docs: Option<String>,
    /// The marks of the function itself.
    #[serde(default)]
    pub(crate) marks: Marks,
    /// The marks of a parameter, or of a listener's method.
    #[serde(default, rename = "param")]
    pub(crate) params: BTreeMap<Spanned<String>, Marks>,
    /// Why it is left out.
    pub(crate) skip: Option<String>,
    /// Takes what is proposed as it is.
    #[serde(default)]
    pub(crate) accept: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Marks(#[serde(deserialize_with = "notation::marks")] pub(crate) Vec<Attribute>);

impl FunctionDecision {
    /// Whether it settles what a human must decide about marks and options.
    fn settles(&self) -> bool {
        let has_marks = !self.marks.0.is_empty() || !self.params.is_empty();
        self.accept || !self.options.is_empty() || has_marks
    }
}

impl BlockDecision {
    /// Whether it is for the function `name` in `of`.
    fn holds(&self, of: &str, name: &str) -> bool {
        let is_listed = |functions: &Vec<Spanned<String>>| {
            functions.iter().any(|function| function.get_ref() == name)
        };
        self.of.get_ref() == of && self.functions.as_ref().is_none_or(is_listed)
    }
}

impl Binding {
    /// No decisions for a library.
    pub(crate) fn undecided(library: &str) -> Self {
        Binding {
            library: library.to_owned(),
            ..Binding::default()
        }
    }

    /// What was decided about the function of a public path, crate included: what is for it alone
    /// comes last, after what is for all that a pattern matches.
    pub(crate) fn decisions(&self, path: &str) -> Vec<&FunctionDecision> {
        let below = below(path);
        let (of, name) = parts(below);
        let patterns = self.functions.iter().filter(|(pattern, _)| {
            is_pattern(pattern.get_ref()) && crate::pattern::matches(pattern.get_ref(), path)
        });
        let blocks = self.blocks.iter().filter(|block| block.holds(of, name));
        let own = blocks
            .filter_map(|block| block.decided.get(name))
            .chain(self.functions.get(below));
        let patterns = patterns.map(|(_, decision)| decision);
        patterns.chain(own.take(1)).collect()
    }

    /// Whether something was decided about marks and options of the function of a public path.
    pub(crate) fn settles(&self, path: &str) -> bool {
        let mut decisions = self.decisions(path).into_iter();
        decisions.any(FunctionDecision::settles)
    }

    /// What was decided about the block that the function of a public path stands in.
    pub(crate) fn block(&self, path: &str) -> Option<&BlockDecision> {
        let (of, name) = parts(below(path));
        self.blocks.iter().find(|block| block.holds(of, name))
    }

    /// Whether what has this public path is wanted at all.
    pub(crate) fn wants(&self, path: &str) -> bool {
        let mut decisions = self.decisions(path).into_iter();
        let is_left_out = decisions.any(|it| it.skip.is_some());
        let matches = |it: &Spanned<String>| crate::pattern::matches(it.get_ref(), path);
        !is_left_out && (self.only.is_empty() || self.only.iter().any(matches))
    }
}

/// Whether it may stand for several functions.
fn is_pattern(path: &str) -> bool {
    path.contains('*')
}

/// A path without its crate.
fn below(path: &str) -> &str {
    path.split_once("::").map_or(path, |(_, below)| below)
}

/// What a function stands in, and its name.
fn parts(below: &str) -> (&str, &str) {
    below.rsplit_once("::").unwrap_or(("", below))
}

#[cfg(test)]
mod tests;
