//! `#[asyncify(blocking)] fn name(..) -> T`: a function that blocks, on a pool of threads.

mod emit;
mod lower;
mod output;

use proc_macro2::{Ident, Span};
use syn::{Attribute, Expr, Generics, Path, Visibility};

use super::call::Call;
use crate::options::Options;
use crate::source::Source;
use output::Output;

pub(super) use emit::twin;
pub(crate) use lower::METHOD_WITHOUT_BODY;
pub(super) use lower::lower;
pub(super) use output::brings_stream;

/// What may be written beside the word.
pub(super) const OPTIONS: &[&str] = &[
    "blocking", "once", "stream", "buffer", "name", "keep", "ext", "path", "skip", "wrapper",
    "crate",
];

pub(crate) struct Model {
    attrs: Vec<Attribute>,
    vis: Visibility,
    name: Ident,
    generics: Generics,
    output: Output,
    /// Of the type that the function returns, as written.
    span: Option<Span>,
    call: Call,
    buffer: Option<Expr>,
    runtime: Path,
}

/// In a block, it is for every function that may block.
pub(super) fn concerns(source: &Source) -> bool {
    let sig = &source.function.sig;
    sig.asyncness.is_none() && sig.constness.is_none() && !source.is_skipped()
}

pub(super) fn suffix(source: &Source, options: &Options) -> &'static str {
    match output::is_stream(source, options) {
        true => "stream",
        false => "async",
    }
}
