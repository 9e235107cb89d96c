//! What takes a callback.

use crate::model::Candidate;
use crate::resolve::Resolver;

/// All public functions, methods and traits of the resolver's library that take callbacks, in the
/// order of their paths.
pub(crate) fn candidates(_resolver: &Resolver<'_>) -> Vec<Candidate> {
    Vec::new()
}
