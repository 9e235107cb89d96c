//! The declaration for a candidate, with the marks that can be told from its signature.

use crate::model::{Candidate, Declaration};
use crate::resolve::Resolver;

/// The declaration, or why there is none.
pub(crate) fn declare(
    _candidate: &Candidate,
    _resolver: &Resolver<'_>,
) -> Result<Declaration, String> {
    Err(String::from("not available yet"))
}
