//! `#[asyncify(callback)] async fn name(..) -> T`: the twin that takes a callback.

mod emit;
mod lower;

use proc_macro2::{Ident, TokenStream};
use syn::{Abi, Attribute, Expr, Generics, Path, Type, Visibility, parse_quote};

use super::call::Call;
use crate::attribute;
use crate::input;
use crate::source::Source;
use crate::types;

pub(super) use emit::twin;
pub(super) use lower::lower;

/// What may be written beside the word.
pub(super) const OPTIONS: &[&str] = &["callback", "name", "portal", "abandoned", "skip", "crate"];

pub(crate) struct Model {
    attrs: Vec<Attribute>,
    vis: Visibility,
    /// That of C, if it is C that calls.
    abi: Option<Abi>,
    name: Ident,
    generics: Generics,
    /// What the function returns.
    value: Type,
    call: Call,
    /// Where it runs; on the loop of the process if it is not said.
    portal: Option<Expr>,
    /// What the callback gets if the function does not come to its end.
    abandoned: Option<Expr>,
    runtime: Path,
}

/// In a block, it is for functions that are async.
pub(super) fn concerns(source: &Source) -> bool {
    source.function.sig.asyncness.is_some() && !source.is_skipped()
}

/// The function beside its twin: what is said of how C calls is said of that.
pub(super) fn original(source: &Source) -> input::Function {
    let mut function = source.function.clone();
    if function.sig.abi.take().is_some() {
        attribute::retain(&mut function.attrs, &mut |attr| !lower::is_exporting(attr));
    }
    function
}

/// The parameters that the stand-in of a twin has besides: whoever uses it passes them.
pub(super) fn parameters(source: &Source) -> TokenStream {
    let value = source.output().unwrap_or_else(types::unit);
    let abi = source.function.sig.abi.as_ref();
    match lower::has_name(&value) {
        true => emit::callback_parameters(abi, &value),
        // Anything that is one value.
        false => emit::callback_parameters(abi, &parse_quote!([(); 0])),
    }
}
