//! Small questions about attributes.

use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token, parse_quote};

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
    is_our_name(attr.path())
}

/// The same of a name.
pub(crate) fn is_our_name(path: &Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|segment| segment.ident == "asyncify")
}

/// Takes off an `#[asyncify]` beside the one that is read.
pub(crate) fn refuse_second(attrs: &mut Vec<Attribute>, errors: &mut Errors) {
    if let Some(second) = attrs.iter().position(is_ours) {
        errors.at(
            Code::OPTION_TWICE,
            &attrs.remove(second),
            "`#[asyncify]` is given twice: put all options into one",
        );
    }
}

/// Whether it is a `cfg_attr` with such an attribute behind its condition.
pub(crate) fn hides(attr: &Attribute, is_such: &dyn Fn(&Path) -> bool) -> bool {
    is_hidden_in(&attr.meta, is_such)
}

fn is_hidden_in(meta: &Meta, is_such: &dyn Fn(&Path) -> bool) -> bool {
    let Some((_, hidden)) = conditional(meta) else {
        return false;
    };
    let mut hidden = hidden.iter();
    hidden.any(|meta| is_such(meta.path()) || is_hidden_in(meta, is_such))
}

/// The condition of a `cfg_attr`, and what is behind it.
fn conditional(meta: &Meta) -> Option<(Option<Meta>, Vec<Meta>)> {
    let Meta::List(list) = meta else {
        return None;
    };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    let mut parts = parts.ok()?.into_iter();
    Some((parts.next(), parts.collect_vec()))
}

/// Those of these names. A `cfg_attr` that is among them has only these behind its condition.
pub(crate) fn of(attrs: &[Attribute], names: &[&str]) -> Vec<Attribute> {
    let mut kept = attrs.to_vec();
    retain(&mut kept, &mut |attr| {
        is(attr, names) && sift(&mut attr.meta, &|path| types::is_one_of(path, names))
    });
    kept
}

/// Keeps those of which that holds.
pub(crate) fn retain(attrs: &mut Vec<Attribute>, keeps: &mut dyn FnMut(&mut Attribute) -> bool) {
    attrs.retain_mut(keeps);
}

/// Keeps those of other names, also behind a `cfg_attr`.
pub(crate) fn remove(attrs: &mut Vec<Attribute>, names: &[&str]) {
    retain(attrs, &mut |attr| {
        !is(attr, names) && sift(&mut attr.meta, &|path| !types::is_one_of(path, names))
    });
}

/// Takes what is not kept from behind the condition of a `cfg_attr`; whether it still says something.
fn sift(meta: &mut Meta, keeps: &dyn Fn(&Path) -> bool) -> bool {
    let (Some((condition, mut kept)), Meta::List(list)) = (conditional(meta), meta) else {
        return true;
    };
    kept.retain_mut(|part| keeps(part.path()) && sift(part, keeps));
    list.tokens = quote!(#condition, #(#kept),*);
    !kept.is_empty()
}

/// A line of documentation.
pub(crate) fn doc(line: &str) -> Attribute {
    parse_quote!(#[doc = #line])
}
