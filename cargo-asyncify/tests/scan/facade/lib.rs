//! What another crate defines.

pub use rules::jobs::*;
pub use rules::listeners::observe;
