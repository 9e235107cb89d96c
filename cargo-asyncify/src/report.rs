//! The findings of a scan, for people and for programs.

use std::rc::Rc;

use crate::Failure;
use crate::cli::{Scan, Subject};
use crate::config::Config;
use crate::crates::Sources;
use crate::model::{Candidate, Declaration, Finding, Scanned, Verdict};
use crate::resolve::Resolver;
use crate::{declare, find, judge, output, source};

/// `cargo asyncify scan`
pub(crate) fn scan(args: &Scan) -> Result<(), Failure> {
    for finding in scanned(&args.subject, &Config::default())?.findings {
        output::print(format_args!("{}\n", finding.candidate.path))?;
    }
    Ok(())
}

/// All that takes a callback, and what becomes of it.
pub(crate) fn scanned(subject: &Subject, config: &Config) -> Result<Scanned, Failure> {
    let (sources, package) = Sources::find(subject)?;
    let binding = config.binding(&package.name);
    let library = Rc::new(source::read(&package)?);
    let resolver = Resolver::new(library, &sources);
    let declare = |candidate: &Candidate| -> Result<Declaration, String> {
        let mut declaration = declare::declare(candidate, &resolver)?;
        if let Some(binding) = binding {
            let applied = binding.apply(&candidate.path, &mut declaration);
            applied.map_err(|error| error.to_string())?;
        }
        Ok(declaration)
    };
    let candidates = find::candidates(&resolver).into_iter();
    let findings = candidates
        .map(|candidate| match declare(&candidate) {
            Ok(declaration) => Finding {
                candidate,
                verdict: judge::judge(&declaration),
                declaration: Some(declaration),
            },
            Err(reason) => Finding {
                candidate,
                declaration: None,
                verdict: Verdict::Refused { reason },
            },
        })
        .collect();
    Ok(Scanned { package, findings })
}
