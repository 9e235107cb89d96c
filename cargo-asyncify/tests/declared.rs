//! What `cargo asyncify generate` writes compiles under all lints, and works.
#![deny(warnings)]

// The module's paths start with the crate's name: here it is this one.
extern crate self as sound;

#[path = "generate/declared.rs"]
mod twins;

include!("generate/sound/src/lib.rs");
include!("generate/driven.rs");
