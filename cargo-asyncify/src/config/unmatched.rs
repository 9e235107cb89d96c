//! Decisions that nothing in the library matches any more.

use std::ops::Range;

use syn::{FnArg, TraitItem};
use toml::Spanned;

use super::{Binding, Config, FunctionDecision, below, is_pattern, parts};
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
            let found: Vec<_> = lines.candidate(of, name.get_ref()).into_iter().collect();
            lines.function(name, &found, decision);
        }
    }
    for (path, decision) in &binding.functions {
        let (of, name) = parts(path.get_ref());
        let found = match is_pattern(path.get_ref()) {
            true => lines.all_of(path.get_ref()),
            false => lines.candidate(of, name).into_iter().collect(),
        };
        lines.function(path, &found, decision);
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

    fn all_of(&self, pattern: &str) -> Vec<&'a Candidate> {
        let all = self.all.iter().copied();
        all.filter(|it| pattern::matches(pattern, &it.path))
            .collect()
    }

    fn check(&mut self, name: &Spanned<String>, is_matched: bool) {
        if !is_matched {
            self.report(name.span(), name.get_ref());
        }
    }

    fn function(
        &mut self,
        name: &Spanned<String>,
        found: &[&Candidate],
        decision: &FunctionDecision,
    ) {
        self.check(name, !found.is_empty());
        if found.is_empty() {
            return;
        }
        for param in decision.params.keys() {
            let mut names = found.iter().flat_map(|it| names(it));
            self.check(param, names.any(|name| name == *param.get_ref()));
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
