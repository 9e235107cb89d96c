//! Measures one library.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::count::{self, Function};
use crate::list::Entry;
use crate::tool::{Finding, Tool, Verdict};
use crate::workshop::Workshop;

/// A line of the table, and what is behind its numbers.
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) findings: Findings,
    pub(crate) scan: Duration,
    pub(crate) compiles: Compiles,
}

/// What both methods say.
pub(crate) struct Findings {
    /// What rustdoc knows of.
    pub(crate) counted: Vec<Counted>,
    pub(crate) found: Vec<Finding>,
}

/// A function that rustdoc knows of.
pub(crate) struct Counted {
    /// The path that the scan lists, or else the shortest.
    pub(crate) path: String,
    pub(crate) is_found: bool,
}

/// What the compiler says of the generated module.
pub(crate) enum Compiles {
    Yes,
    /// There is nothing to write but comments.
    Empty,
    No(String),
}

/// Does all that `cargo asyncify` can do for it.
pub(crate) fn measure(entry: &Entry, tool: &Tool) -> Result<Measured, String> {
    let workshop = Workshop::set_up(entry)?;
    let counted = count::functions(&workshop.docs()?);
    // What the tool can't do is part of what is measured.
    let (found, scan, failure) = match tool.scan(&entry.name, &workshop.folder()) {
        Ok((found, scan)) => (found, scan, None),
        Err(error) => (Vec::new(), Duration::ZERO, Some(error)),
    };
    let findings = Findings::of(counted, found);
    let compiles = match failure {
        Some(error) => Compiles::No(error),
        None if findings.written() == 0 => Compiles::Empty,
        None => match tool.generate(&entry.name, &workshop.folder()) {
            Ok(module) => workshop
                .compile(&module)?
                .map_or(Compiles::Yes, Compiles::No),
            Err(error) => Compiles::No(error),
        },
    };
    Ok(Measured {
        name: entry.name.clone(),
        version: entry.version.clone(),
        findings,
        scan,
        compiles,
    })
}

impl Findings {
    fn of(counted: Vec<Function>, found: Vec<Finding>) -> Self {
        let paths: BTreeSet<&str> = found.iter().map(|finding| finding.path.as_str()).collect();
        let counted = counted.into_iter().map(|function| {
            let mut known = function.paths.iter();
            let listed = known.find(|path| paths.contains(path.as_str()));
            Counted {
                path: listed.map_or(function.name(), String::as_str).to_owned(),
                is_found: listed.is_some(),
            }
        });
        Self {
            counted: counted.collect(),
            found,
        }
    }

    /// How many of rustdoc's functions the scan found.
    pub(crate) fn matched(&self) -> usize {
        self.counted.iter().filter(|one| one.is_found).count()
    }

    /// Those that it did not find.
    pub(crate) fn missed(&self) -> impl Iterator<Item = &str> {
        let missed = self.counted.iter().filter(|one| !one.is_found);
        missed.map(|one| one.path.as_str())
    }

    pub(crate) fn converted(&self) -> usize {
        self.having(|finding| finding.verdict == Verdict::Converts)
    }

    /// By marks that were inferred.
    pub(crate) fn marked(&self) -> usize {
        self.having(|finding| finding.verdict == Verdict::Marked && finding.todo.is_empty())
    }

    pub(crate) fn undecided(&self) -> usize {
        self.having(|finding| finding.verdict == Verdict::Marked && !finding.todo.is_empty())
    }

    pub(crate) fn refused(&self) -> usize {
        self.having(|finding| finding.verdict == Verdict::Refused)
    }

    /// How many declarations the generated module has, besides those in comments.
    pub(crate) fn written(&self) -> usize {
        self.converted() + self.marked()
    }

    fn having(&self, is_one: impl Fn(&Finding) -> bool) -> usize {
        self.found.iter().filter(|finding| is_one(finding)).count()
    }
}
