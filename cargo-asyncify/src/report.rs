//! The findings of a scan, for people and for programs.

use std::rc::Rc;

use crate::Failure;
use crate::cli::{Scan, Subject};
use crate::crates::Sources;
use crate::model::{Finding, Scanned, Verdict};
use crate::resolve::Resolver;
use crate::{declare, find, judge, output, source};

/// `cargo asyncify scan`
pub(crate) fn scan(args: &Scan) -> Result<(), Failure> {
    for finding in scanned(&args.subject)?.findings {
        output::print(format_args!("{}\n", finding.candidate.path))?;
    }
    Ok(())
}

/// All that takes a callback, and what becomes of it.
pub(crate) fn scanned(subject: &Subject) -> Result<Scanned, Failure> {
    let (sources, package) = Sources::find(subject)?;
    let library = Rc::new(source::read(&package)?);
    let resolver = Resolver::new(library, &sources);
    let candidates = find::candidates(&resolver).into_iter();
    let findings = candidates
        .map(|candidate| match declare::declare(&candidate, &resolver) {
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
