//! `cargo asyncify generate`

mod expanded;
mod fingerprint;
mod layout;
mod module;
mod names;
mod output;
mod pieces;
mod render;
#[cfg(test)]
mod tests;
mod text;
mod uses;

use std::path::Path;

use crate::Failure;
use crate::cli::{Generate, Subject};
use crate::config::{Binding, Config, unmatched};
use crate::model::{Finding, Scanned, Verdict};
use crate::{c, pattern, report};

use text::Origin;

pub(crate) fn run(args: &Generate) -> Result<(), Failure> {
    let config = Config::find(args.config.as_deref())?;
    if let Some(file) = &args.c_bindings {
        return generate(args, &Source::Header(file), &config);
    }
    let names_nothing = args.subject.name.is_none() && args.subject.path.is_none();
    let all: Vec<_> = config.bindings().collect();
    if !names_nothing || all.is_empty() {
        return generate(args, &Source::Library(&args.subject), &config);
    }
    if let (Some(file), [_, _, ..]) = (&args.output, &all[..]) {
        return Err(Failure::input(format!(
            "{} can't be the output of {} bindings: say which crate is meant",
            file.display(),
            all.len(),
        )));
    }
    for binding in all {
        let subject = Subject {
            name: Some(binding.library.clone()),
            ..args.subject.clone()
        };
        let header = binding.c_bindings.as_deref().map(|it| config.resolve(it));
        let source = match &header {
            Some(file) => Source::Header(file),
            None => Source::Library(&subject),
        };
        generate(args, &source, &config)?;
    }
    Ok(())
}

/// What is read.
enum Source<'a> {
    Library(&'a Subject),
    Header(&'a Path),
}

/// Writes one library's module, or checks it.
fn generate(args: &Generate, source: &Source<'_>, config: &Config) -> Result<(), Failure> {
    let Scanned {
        package,
        mut findings,
        passed_on,
        ..
    } = match source {
        Source::Library(subject) => report::scanned(subject, config)?,
        Source::Header(file) => c::scanned(file, args.bindings_path.as_deref(), config)?,
    };
    let undecided = Binding::undecided(&package.name);
    let binding = config.binding(&package.name).unwrap_or(&undecided);
    let output = args.output.clone();
    let output = output.or_else(|| Some(config.resolve(binding.output.as_deref()?)));

    let candidates: Vec<_> = findings.iter().map(|it| &it.candidate).collect();
    report::check_only(&args.only, &package, &findings)?;
    let stale = unmatched(config, binding, &candidates);
    for line in &stale {
        crate::output::warn(line);
    }
    warn_of_refused(&findings, binding);
    findings.retain(|finding| {
        let path = &finding.candidate.path;
        let is_meant = |only: &String| pattern::matches(only, path);
        binding.wants(path) && (args.only.is_empty() || args.only.iter().any(is_meant))
    });

    let sections = module::sections(&findings, binding);
    if sections.is_empty() {
        let name = &package.name;
        return Err(Failure::input(match (&findings[..], &passed_on[..]) {
            ([], []) => format!("nothing in {name} takes a callback"),
            ([], _) => format!(
                "nothing of {name}'s own takes a callback: `cargo asyncify scan` tells of what it \
                 passes on"
            ),
            _ => format!("nothing in {name} can be written: `cargo asyncify scan` tells why"),
        }));
    }
    if package.is_indirect {
        crate::output::warn(format_args!(
            "what is written names {0}, which is no dependency of this package itself: `cargo add \
             {0}@{1}` makes it one",
            package.name, package.version
        ));
    }
    let is_expanded = args.expanded || binding.expanded;
    let origin = Origin {
        command: command(args, source, is_expanded),
        library: package.lib,
        version: package.version,
        is_expanded,
    };
    let text = text::write(sections, binding, &origin)
        .map_err(|error| Failure::input(format!("{}: {error}", package.name)))?;
    match (output, args.check) {
        (None, false) => crate::output::print(text),
        (None, true) => Err(Failure::input(
            "there is no file to check: `-o FILE` names it",
        )),
        (Some(file), false) => output::write(&file, &text, args.force),
        (Some(file), true) => {
            output::check(&file, &text)?;
            match stale.first() {
                Some(line) => Err(Failure::difference(line)),
                None => Ok(()),
            }
        }
    }
}

/// Warns of functions that are refused though a decision was made.
fn warn_of_refused(findings: &[Finding], binding: &Binding) {
    for finding in findings {
        let path = &finding.candidate.path;
        if let Verdict::Refused { reason } = &finding.verdict
            && binding.settles(path)
        {
            crate::output::warn(format_args!("{path}: {reason}"));
        }
    }
}

/// The command that writes the same once more. Where it is run does not show in a file.
fn command(args: &Generate, source: &Source<'_>, is_expanded: bool) -> String {
    let mut words = vec![String::from("cargo asyncify generate")];
    match source {
        Source::Header(file) => {
            // It may lie where a build has written it.
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            words.push(format!("--c-bindings {name}"));
            let path = args.bindings_path.iter();
            words.extend(path.map(|it| format!("--bindings-path {it}")));
        }
        Source::Library(subject) => {
            words.extend(subject.name.clone());
            let path = subject.path.iter();
            words.extend(path.map(|it| format!("--path {}", it.display())));
            let version = subject.version.iter();
            words.extend(version.map(|it| format!("--version {it}")));
            if !subject.features.is_empty() {
                words.push(format!("--features {}", subject.features.join(",")));
            }
            if subject.all_features {
                words.push(String::from("--all-features"));
            }
        }
    }
    words.extend(args.only.iter().map(|it| format!("--only '{it}'")));
    if is_expanded {
        words.push(String::from("--expanded"));
    }
    words.join(" ")
}
