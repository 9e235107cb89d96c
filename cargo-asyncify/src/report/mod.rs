//! The findings of a scan, for people and for programs.

mod json;
mod table;

use std::path::Path;
use std::rc::Rc;

use syn::{GenericArgument, PathArguments, ReturnType, Signature, Type};

use crate::Failure;
use crate::cli::{Scan, Subject};
use crate::config::Config;
use crate::crates::Sources;
use crate::find::Found;
use crate::model::{Block, Calls, Candidate, Declaration, Finding, Package, Scanned, Verdict};
use crate::resolve::Resolver;
use crate::{c, declare, find, judge, near, output, pattern, source};

/// `cargo asyncify scan`
pub(crate) fn scan(args: &Scan) -> Result<(), Failure> {
    let mut scanned = scanned(&args.subject, &Config::default())?;
    check_only(&args.only, &scanned.package, &scanned.findings)?;
    if !args.only.is_empty() {
        let is_wanted = |path: &str| args.only.iter().any(|only| pattern::matches(only, path));
        scanned
            .findings
            .retain(|finding| is_wanted(&finding.candidate.path));
        scanned.perhaps.retain(|path| is_wanted(path));
    }
    match args.json {
        true => output::print(json::text(&scanned)),
        false => table::print(&scanned),
    }
}

/// Each pattern must match something: one that does not is mistyped, or of what a feature adds.
pub(crate) fn check_only(
    patterns: &[String],
    package: &Package,
    findings: &[Finding],
) -> Result<(), Failure> {
    let paths = || findings.iter().map(|it| it.candidate.path.as_str());
    let matches = |only: &str| paths().any(|path| pattern::matches(only, path));
    let Some(unmatched) = patterns.iter().find(|only| !matches(only)) else {
        return Ok(());
    };
    let hint = match near::names(unmatched, paths()) {
        Some(near) => format!(": did you mean {near}?"),
        // A file alone has no features.
        None if package.version.is_empty() => String::new(),
        None => String::from(": what needs a feature is read with `--features`"),
    };
    Err(Failure::input(format!(
        "nothing in {} matches `{unmatched}`{hint}",
        package.name
    )))
}

/// All that takes a callback, and what becomes of it.
pub(crate) fn scanned(subject: &Subject, config: &Config) -> Result<Scanned, Failure> {
    if let Some(file) = subject.name.as_deref().map(Path::new)
        && c::is_bindings(file)
    {
        return c::scanned(file, None, config);
    }
    let (sources, package) = Sources::find(subject)?;
    let binding = config.binding(&package.name);
    let library = Rc::new(source::read(&package)?);
    let resolver = Resolver::new(library, &sources);
    let Found {
        candidates,
        perhaps,
    } = find::found(&resolver);
    let mut declared: Vec<(Candidate, Result<Declaration, String>)> = candidates
        .into_iter()
        .map(|candidate| {
            let is_decided = binding.is_some_and(|it| it.settles(&candidate.path));
            let declaration = declare::declare(&candidate, is_decided, &resolver);
            (candidate, declaration)
        })
        .collect();
    declare::names::choose(declared.iter_mut().filter_map(|(_, it)| it.as_mut().ok()));
    let finding = |(candidate, declaration): (Candidate, Result<Declaration, String>)| {
        let declaration = declaration.and_then(|mut declaration| {
            if let Some(binding) = binding {
                let applied = binding.apply(&candidate.path, &mut declaration);
                applied.map_err(|error| error.to_string())?;
            }
            Ok(declaration)
        });
        judge::finding(candidate, declaration)
    };
    let findings = declared.into_iter().map(finding).collect();
    Ok(Scanned {
        passed_on: find::passed_on(&resolver, &sources),
        is_fetched: subject.version.is_some(),
        package,
        findings,
        perhaps,
    })
}

/// What the async version is.
fn shape(finding: &Finding) -> Option<&'static str> {
    let declaration = finding.declaration.as_ref()?;
    if matches!(declaration.block, Block::Listener { .. }) {
        return Some("listener");
    }
    let becomes = match &finding.verdict {
        Verdict::Converts { becomes } => becomes,
        Verdict::Marked { becomes } => becomes.as_ref()?,
        Verdict::Refused { .. } => return None,
    };
    let sig: Signature = syn::parse_str(becomes).ok()?;
    match &sig.output {
        _ if sig.asyncness.is_some() => Some("future"),
        ReturnType::Type(_, returned) => Some(lane(returned)),
        ReturnType::Default => None,
    }
}

/// By the outermost type, or that of the `Result` around it.
fn lane(returned: &Type) -> &'static str {
    let Type::Path(path) = returned else {
        return "future"; // `impl Future<..>`
    };
    let Some(last) = path.path.segments.last() else {
        return "stream";
    };
    match last.ident.to_string().as_str() {
        "WithProgress" => "future",
        "FrameStream" => "frames",
        "Feed" | "Duplex" => "feed",
        "EventStream" => "stream",
        _ => match &last.arguments {
            PathArguments::AngleBracketed(of) => match of.args.first() {
                Some(GenericArgument::Type(inner)) => lane(inner),
                _ => "stream",
            },
            _ => "stream",
        },
    }
}

/// By which trait a callback is called.
fn calls(calls: Calls) -> &'static str {
    match calls {
        Calls::Once => "FnOnce",
        Calls::Mut => "FnMut",
        Calls::Shared => "Fn",
        Calls::C => "extern fn",
        Calls::Pointer => "fn",
    }
}
