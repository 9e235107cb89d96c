//! What `--expanded` writes needs the runtime and nothing else, and works.
#![allow(missing_docs, unreachable_pub)]

// The module's paths start with the crate's name: here it is this one.
extern crate self as sound;

#[rustfmt::skip]
#[deny(warnings, missing_docs)]
#[path = "generate/expanded.rs"]
mod twins;

include!("generate/sound/src/lib.rs");
include!("generate/driven.rs");

#[test]
fn the_macro_is_not_needed() {
    let text = include_str!("generate/expanded.rs");
    assert!(text.contains("::asyncify_runtime::"));
    assert!(!text.contains("asyncify::"));
}
