//! Small questions about attributes.

use syn::{Attribute, parse_quote};

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
