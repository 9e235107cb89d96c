//! `#[asyncify(context)] async fn name(.., out: HandOut<R>)`: a resource, with its tear-down.

use proc_macro2::TokenStream;

use super::unavailable;
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::options::Options;
use crate::source::Source;

/// What may be written beside the word.
pub(super) const OPTIONS: &[&str] = &["context", "name", "keep", "skip", "crate"];

pub(crate) enum Model {}

/// In a block, it is for functions that are async.
pub(super) fn concerns(source: &Source) -> bool {
    source.function.sig.asyncness.is_some() && !source.is_skipped()
}

pub(super) fn lower(
    _source: &Source,
    options: &Options,
    _context: &Context,
    errors: &mut Errors,
) -> Option<Model> {
    unavailable(options.context.as_ref(), errors);
    None
}

pub(super) fn emit(model: &Model, _placement: Placement) -> TokenStream {
    match *model {}
}
