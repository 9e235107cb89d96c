//! What `cargo asyncify generate` writes compiles under all lints, and works.
#![allow(missing_docs, unreachable_pub)]

// The module's paths start with the crate's name: here it is this one.
extern crate self as sound;

#[deny(warnings, missing_docs)]
#[path = "generate/declared.rs"]
mod twins;

include!("generate/sound/src/lib.rs");
include!("generate/driven.rs");
