//! Callback APIs of widely used libraries: that each of them converts is the test.
//!
//! `entries` holds the declarations, copied as they stand, with marks. `cargo xtask corpus` makes
//! the cookbook of them. `stubs` stands for libraries that need hardware or a heavy build.
#![allow(
    missing_docs,
    rust_2018_idioms,
    unsafe_code,
    clippy::type_complexity,
    reason = "the declarations are those of the libraries"
)]

pub mod entries;
pub mod stubs;
