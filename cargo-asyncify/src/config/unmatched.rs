//! Decisions that nothing in the library matches any more.

use std::ops::Range;

use syn::{FnArg, TraitItem};
use toml::Spanned;

use super::{Binding, Config, FunctionDecision, below, parts};
use crate::model::{Candidate, Place};
use crate::pattern;

/// One line for each of them, with its place in the file.
pub(crate) fn unmatched(config: &Config, binding: &Binding, all: &[&Candidate]) -> Vec<String> {
    let mut lines = Lines {
        config,
        all,
        lines: Vec::new(),
    };
    for only in &binding.only {
        let is_matched = |it: &&Candidate| pattern::matches(only.get_ref(), &it.path);
        lines.check(only, all.iter().any(is_matched));
    }
    for block in &binding.blocks {
        let of = block.of.get_ref();
        let is_of = |it: &&Candidate| parts(below(&it.path)).0 == of;
        lines.check(&block.of, all.iter().any(is_of));
        for name in block.functions.iter().flatten() {
            lines.check(name, lines.candidate(of, name.get_ref()).is_some());
        }
        for (name, decision) in &block.decided {
            lines.function(name, lines.candidate(of, name.get_ref()), decision);
        }
    }
    for (path, decision) in &binding.functions {
        let (of, name) = parts(path.get_ref());
        lines.function(path, lines.candidate(of, name), decision);
    }
    // As they stand in the file.
    lines.lines.sort();
    lines.lines.into_iter().map(|(_, line)| line).collect()
}

struct Lines<'a> {
    config: &'a Config,
    all: &'a [&'a Candidate],
    lines: Vec<(usize, String)>,
}

impl<'a> Lines<'a> {
    fn candidate(&self, of: &str, name: &str) -> Option<&'a Candidate> {
        let is_it = |it: &&Candidate| parts(below(&it.path)) == (of, name);
        self.all.iter().copied().find(is_it)
    }

    fn check(&mut self, name: &Spanned<String>, is_matched: bool) {
        if !is_matched {
            self.report(name.span(), name.get_ref());
        }
    }

    fn function(
        &mut self,
        name: &Spanned<String>,
        candidate: Option<&Candidate>,
        decision: &FunctionDecision,
    ) {
        self.check(name, candidate.is_some());
        let Some(candidate) = candidate else { return };
        for param in decision.params.keys() {
            self.check(param, names(candidate).contains(param.get_ref()));
        }
    }

    fn report(&mut self, span: Range<usize>, name: &str) {
        let at = span.start;
        let place = self.config.place(span);
        let line = format!("{place}: nothing matches `{name}`");
        self.lines.push((at, line));
    }
}

/// What marks can be put on: parameters, of a listener its methods.
fn names(candidate: &Candidate) -> Vec<String> {
    if let Place::Listener { item } = &candidate.place {
        let methods = item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(method) => Some(method.sig.ident.to_string()),
            _ => None,
        });
        return methods.collect();
    }
    let inputs = candidate.sig.iter().flat_map(|sig| &sig.inputs);
    let names = inputs.filter_map(|input| match input {
        FnArg::Typed(param) => super::apply::name(param),
        FnArg::Receiver(_) => None,
    });
    names.collect()
}
