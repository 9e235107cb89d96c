//! Nothing takes a callback.
