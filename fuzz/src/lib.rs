//! What the fuzz targets share. `cargo xtask fuzz` runs them; what fails lies in `fuzz/artifacts`,
//! and is run again by `target/fuzz/build/HOST/debug/TARGET FILE`.
//!
//! An input is text of two parts: the first line holds the arguments of `#[asyncify(..)]`, the
//! lines below it the item. Every text is an input, so that no run of the fuzzer is wasted: what
//! is no token is passed over, and brackets are made to match.

mod mutate;
mod property;
mod text;
mod vocabulary;

pub use mutate::{cross, mutate, sprinkle};
pub use property::check;
pub use text::{canonical, write};
