//! Placeholder of the facade: documentation comes with the macro.
pub use asyncify_macros::asyncify;
pub use asyncify_runtime::*;
