//! `cargo asyncify explain`

use crate::Failure;
use crate::cli::Explain;

pub(crate) fn run(_args: &Explain) -> Result<(), Failure> {
    Err(Failure::input("not available yet"))
}
