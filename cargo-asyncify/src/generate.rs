//! `cargo asyncify generate`

use crate::Failure;
use crate::cli::Generate;
use crate::report;

pub(crate) fn run(args: &Generate) -> Result<(), Failure> {
    let _ = report::scanned(&args.subject)?;
    Err(Failure::input("not available yet"))
}
