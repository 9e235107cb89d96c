//! Async bindings of real libraries. All of them are written by `cargo asyncify generate` as
//! `asyncify.toml` says; the tests drive them.

pub mod curl;
pub mod git2;
#[cfg(feature = "system")]
pub mod glib;
#[cfg(feature = "system")]
pub mod midir;
pub mod notify;
pub mod rusqlite;
