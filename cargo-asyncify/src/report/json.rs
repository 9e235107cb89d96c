//! `--json`

use serde::Serialize;

use crate::judge::shown;
use crate::model::{Callback, Finding, PassedOn, Place, Scanned, Verdict};

/// A scan. Fields may be added in later versions; those that are there keep their meaning.
#[derive(Serialize)]
struct Report<'a> {
    /// The name of the package.
    #[serde(rename = "crate")]
    name: &'a str,
    version: &'a str,
    /// In the order of their paths.
    findings: Vec<Entry<'a>>,
    /// The paths of traits that public functions take, and that may be called back.
    perhaps: &'a [String],
    /// Other packages, of which the crate shows items that take a callback as its own.
    passed_on: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(rename = "crate")]
    name: &'a str,
    version: &'a str,
    /// How many functions, methods and traits these are.
    found: usize,
}

/// Something that takes a callback.
#[derive(Serialize)]
struct Entry<'a> {
    /// Public, with the crate's name: `cpal::traits::DeviceTrait::build_input_stream`.
    path: &'a str,
    /// `function`, `method`, `trait method` or `listener`
    kind: &'static str,
    /// The source file.
    file: String,
    line: usize,
    /// Its page on docs.rs, or null if it is not from a registry.
    docs: Option<&'a str>,
    /// On one line, as in the sources; null for a listener.
    signature: Option<String>,
    callbacks: Vec<Parameter<'a>>,
    /// `converts`: without a mark; `marked`: with those in `marks`, and once each `todo` is decided;
    /// `refused`: not at all, for the `reason`
    verdict: &'static str,
    /// `future`, `stream`, `frames`, `feed` or `listener`; null if it is refused
    shape: Option<&'static str>,
    /// The async version's signature; null if it is refused, or depends on a decision.
    becomes: Option<&'a str>,
    marks: Vec<Mark<'a>>,
    /// What a human must decide.
    todo: &'a [String],
    /// What a reader should know.
    notes: Vec<&'a str>,
    /// Why it is refused.
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Parameter<'a> {
    name: &'a str,
    /// Which parameter, from 0 on, `self` not counted.
    param: usize,
    /// `FnOnce`, `FnMut`, `Fn`, `extern fn` or `fn`
    calls: &'static str,
    inputs: Vec<String>,
    /// Null for `()`.
    output: Option<String>,
    /// Whether it must be `'static`.
    is_static: bool,
    /// Whether it must be `Send`.
    is_send: bool,
    is_optional: bool,
    /// What `#[shape(..)]` says, where a trait or an alias hides it.
    shape: Option<String>,
}

/// A mark that is needed, and why.
#[derive(Serialize)]
struct Mark<'a> {
    mark: &'a str,
    why: &'a str,
}

pub(super) fn text(scanned: &Scanned) -> String {
    let report = Report {
        name: &scanned.package.name,
        version: &scanned.package.version,
        findings: scanned.findings.iter().map(entry).collect(),
        perhaps: &scanned.perhaps,
        passed_on: scanned.passed_on.iter().map(other).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("no key is anything but a string");
    text.push('\n');
    text
}

fn other(passed_on: &PassedOn) -> Other<'_> {
    Other {
        name: &passed_on.package.name,
        version: &passed_on.package.version,
        found: passed_on.found,
    }
}

fn entry(finding: &Finding) -> Entry<'_> {
    let Finding {
        candidate,
        declaration,
        verdict,
    } = finding;
    let marks = declaration.iter().flat_map(|it| &it.marks);
    let notes = declaration
        .iter()
        .flat_map(|it| it.notes.iter().chain(&it.doubts));
    let notes = notes.map(String::as_str);
    let (becomes, reason) = match verdict {
        Verdict::Converts { becomes } => (Some(becomes.as_str()), None),
        Verdict::Marked { becomes } => (becomes.as_deref(), None),
        Verdict::Refused { reason } => (None, Some(reason.as_str())),
    };
    Entry {
        path: &candidate.path,
        kind: match candidate.place {
            Place::Function { .. } => "function",
            Place::Method { .. } => "method",
            Place::TraitMethod { .. } => "trait method",
            Place::Listener { .. } => "listener",
        },
        file: candidate.file.display().to_string(),
        line: candidate.line,
        docs: candidate.docs.as_deref(),
        signature: candidate.sig.as_ref().map(shown::written),
        callbacks: candidate.callbacks.iter().map(parameter).collect(),
        verdict: match verdict {
            Verdict::Converts { .. } => "converts",
            Verdict::Marked { .. } => "marked",
            Verdict::Refused { .. } => "refused",
        },
        shape: super::shape(finding),
        becomes,
        marks: marks
            .map(|it| Mark {
                mark: &it.text,
                why: &it.why,
            })
            .collect(),
        todo: declaration.as_ref().map_or(&[], |it| &it.todo),
        notes: notes.collect(),
        reason,
    }
}

fn parameter(callback: &Callback) -> Parameter<'_> {
    Parameter {
        name: &callback.name,
        param: callback.param,
        calls: super::calls(callback.calls),
        inputs: callback.inputs.iter().map(shown::ty).collect(),
        output: callback.output.as_ref().map(shown::ty),
        is_static: callback.is_static,
        is_send: callback.is_send,
        is_optional: callback.is_optional,
        shape: callback.hidden.as_ref().map(|it| shown::bound(&it.shape)),
    }
}
