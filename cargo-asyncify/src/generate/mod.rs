//! `cargo asyncify generate`

use std::path::Path;

use crate::Failure;
use crate::cli::Generate;
use crate::config::Config;
use crate::{c, output, report};

pub(crate) fn run(args: &Generate) -> Result<(), Failure> {
    if let Some(file) = &args.c_bindings {
        let config = Config::find(args.config.as_deref(), Path::new(""))?;
        for finding in c::scanned(file, &config)?.findings {
            output::print(format_args!("// {}\n", finding.candidate.path))?;
        }
        return Ok(());
    }
    let _ = report::scanned(&args.subject, &Config::default())?;
    Err(Failure::input("not available yet"))
}
