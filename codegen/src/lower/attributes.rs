//! The attributes of the twin.

use syn::{Attribute, parse_quote};

use crate::model::Shape;
use crate::source::Source;

/// What a twin beside the function may share with it; more would export a symbol twice.
const SHARED: &[&str] = &[
    "doc",
    "cfg",
    "cfg_attr",
    "allow",
    "warn",
    "deny",
    "expect",
    "deprecated",
    "must_use",
    "inline",
];

/// All of them where the twin takes the function's place; beside it, those fit for a second item.
pub(super) fn lower(source: &Source, shape: Shape, replaces: bool) -> Vec<Attribute> {
    let mut attrs = source.function.attrs.clone();
    if shape == Shape::Once {
        // An `async fn` is called by whoever polls it.
        attrs.retain(|attr| !attr.path().is_ident("track_caller"));
    }
    if replaces {
        return attrs;
    }
    attrs.retain(|attr| SHARED.iter().any(|name| attr.path().is_ident(name)));
    if attrs.iter().any(|attr| attr.path().is_ident("deprecated")) {
        // The twin calls what it is the twin of.
        attrs.push(parse_quote!(#[allow(deprecated)]));
    }
    if !attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        let text = format!(" The async version of `{}`.", source.function.sig.ident);
        attrs.push(parse_quote!(#[doc = #text]));
    }
    attrs
}
