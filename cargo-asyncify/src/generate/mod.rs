//! `cargo asyncify generate`

use crate::Failure;
use crate::cli::Generate;
use crate::config::Config;
use crate::report;

pub(crate) fn run(args: &Generate) -> Result<(), Failure> {
    let _ = report::scanned(&args.subject, &Config::default())?;
    Err(Failure::input("not available yet"))
}
