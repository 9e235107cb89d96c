//! Every mistake has a message that names it, points at it and says how to mend it.
//!
//! `tests/ui/<topic>/<mistake>.rs` is the mistake, the `.stderr` beside it what the user reads.
//! The compiler's own part of it changes between versions: the files hold for Rust 1.95. Write them
//! anew with `TRYBUILD=overwrite cargo test --test ui`. What follows the mistake is its mends, which
//! `tests/mends.rs` tries.

#[test]
fn mistakes() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
