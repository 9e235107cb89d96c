//! `#[asyncify(blocking)] fn name(..) -> T`: a function that blocks, on a pool of threads.

use proc_macro2::TokenStream;

use super::unavailable;
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::options::Options;
use crate::source::Source;

/// What may be written beside the word.
pub(super) const OPTIONS: &[&str] = &[
    "blocking", "stream", "once", "name", "keep", "ext", "path", "skip", "buffer", "wrapper",
    "crate",
];

pub(crate) enum Model {}

/// In a block, it is for every function that may block.
pub(super) fn concerns(source: &Source) -> bool {
    let sig = &source.function.sig;
    sig.asyncness.is_none() && sig.constness.is_none() && !source.is_skipped()
}

pub(super) fn suffix(_source: &Source, options: &Options) -> &'static str {
    match options.shape {
        Some(_) => "stream",
        None => "async",
    }
}

pub(super) fn lower(
    _source: &Source,
    options: &Options,
    _context: &Context,
    errors: &mut Errors,
) -> Option<Model> {
    unavailable(options.blocking.as_ref(), errors);
    None
}

pub(super) fn emit(model: &Model, _placement: Placement) -> TokenStream {
    match *model {}
}
