//! Small questions about attributes.

use proc_macro2::TokenTree;
use syn::{Attribute, Meta, parse_quote};

use crate::codes::Code;
use crate::collect::CollectVec;
use crate::errors::Errors;
use crate::types;

/// What says whether an item is there.
pub(crate) const CONDITIONS: &[&str] = &["cfg", "cfg_attr"];

/// Whether its name is one of these.
pub(crate) fn is(attr: &Attribute, names: &[&str]) -> bool {
    types::is_one_of(attr.path(), names)
}

/// Whether one of them has this name.
pub(crate) fn has(attrs: &[Attribute], name: &str) -> bool {
    attrs.iter().any(|attr| attr.path().is_ident(name))
}

/// Whether it is `#[asyncify]`.
pub(crate) fn is_ours(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    last.is_some_and(|segment| segment.ident == "asyncify")
}

/// Takes off an `#[asyncify]` beside the one that is read.
pub(crate) fn refuse_second(attrs: &mut Vec<Attribute>, errors: &mut Errors) {
    if let Some(second) = attrs.iter().position(is_ours) {
        errors.at(
            Code::OPTION_TWICE,
            attrs.remove(second),
            "`#[asyncify]` is given twice: put all options into one",
        );
    }
}

/// Whether it is a `cfg_attr` with one of these behind its condition. What stands in the item of an
/// attribute is left as it is.
pub(crate) fn hides(attr: &Attribute, names: &[&str]) -> bool {
    let Meta::List(list) = &attr.meta else {
        return false;
    };
    let trees = list.tokens.clone().into_iter().collect_vec();
    let is_next = |pair: &[TokenTree]| match pair {
        [TokenTree::Punct(comma), TokenTree::Ident(name)] => {
            comma.as_char() == ',' && names.iter().any(|known| name == known)
        }
        _ => false,
    };
    attr.path().is_ident("cfg_attr") && trees.windows(2).any(is_next)
}

/// Those of these names.
pub(crate) fn of(attrs: &[Attribute], names: &[&str]) -> Vec<Attribute> {
    let mut kept = attrs.to_vec();
    retain(&mut kept, &mut |attr| is(attr, names));
    kept
}

/// Keeps those of which that holds.
pub(crate) fn retain(attrs: &mut Vec<Attribute>, keeps: &mut dyn FnMut(&Attribute) -> bool) {
    attrs.retain(keeps);
}

/// Keeps those of other names.
pub(crate) fn remove(attrs: &mut Vec<Attribute>, name: &str) {
    retain(attrs, &mut |attr| !attr.path().is_ident(name));
}

/// A line of documentation.
pub(crate) fn doc(line: &str) -> Attribute {
    parse_quote!(#[doc = #line])
}
