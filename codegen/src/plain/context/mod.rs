//! `#[asyncify(context)] async fn name(.., out: HandOut<R>)`: a resource, with its tear-down.

mod emit;
mod lower;

use proc_macro2::{Ident, Span};
use syn::{Attribute, Generics, Path, Type, Visibility};

use super::call::Call;
use crate::source::{Parameter, Source};
use crate::types;

pub(super) use emit::twin;
pub(super) use lower::lower;

/// What may be written beside the word.
pub(super) const OPTIONS: &[&str] = &["context", "name", "keep", "skip", "crate"];

pub(crate) struct Model {
    attrs: Vec<Attribute>,
    vis: Visibility,
    /// Where `fn` stands.
    keyword: Span,
    name: Ident,
    generics: Generics,
    /// What is handed out.
    resource: Type,
    /// What the function returns in the end.
    ending: Type,
    call: Call,
    runtime: Path,
}

/// In a block, it is for functions that hand something out.
pub(super) fn concerns(source: &Source) -> bool {
    !source.is_skipped() && source.parameters.iter().any(hands_out)
}

/// Whether the resource is handed out by this parameter.
pub(super) fn hands_out(parameter: &Parameter) -> bool {
    types::ends_with(&parameter.declared.ty, "HandOut")
}
