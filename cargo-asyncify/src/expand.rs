//! `cargo asyncify expand`

use crate::Failure;
use crate::cli::Expand;

pub(crate) fn run(_args: &Expand) -> Result<(), Failure> {
    Err(Failure::input("not available yet"))
}
