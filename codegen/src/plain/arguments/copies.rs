//! What a copy of an argument is.

use syn::Type;

use crate::lower::bounds::{Need, Scopes};
use crate::owned::counterpart;
use crate::types;

/// What a slice is made of, or the type itself.
pub(super) fn element(ty: &Type) -> &Type {
    match types::bare(ty) {
        Type::Slice(slice) => &slice.elem,
        ty => ty,
    }
}

/// What must be known of which type, if that is generic, so that a copy of what is lent can go.
pub(super) fn promises(lent: &Type, scopes: &Scopes<'_>) -> Vec<(Type, Vec<Need>)> {
    // What owns it may be of another type, and is what goes.
    match scopes.is_said(lent, Need::ToOwned) {
        true => vec![
            (lent.clone(), vec![Need::Static]),
            (counterpart(lent), vec![Need::Send, Need::Static]),
        ],
        false => vec![(
            element(lent).clone(),
            vec![Need::Clone, Need::Send, Need::Static],
        )],
    }
}

/// What is surely owned by what derefs to it, and can go anywhere. Any other type may bear the name
/// of one of the standard library.
pub(super) fn derefs(ty: &Type) -> bool {
    match types::bare(ty) {
        Type::Slice(slice) => types::is_primitive(&slice.elem),
        ty => types::is_named(ty, "str"),
    }
}

/// A type that has another one as its owned counterpart, which can go anywhere; those of libraries
/// are named like those of the standard library (`Utf8Path`).
pub(super) fn is_std(ty: &Type) -> bool {
    match types::bare(ty) {
        Type::Slice(slice) => types::is_primitive(&slice.elem),
        ty => types::last(ty).is_some_and(|last| {
            let name = last.ident.to_string();
            ["str", "Str", "Path"].iter().any(|end| name.ends_with(end))
        }),
    }
}

/// What surely can go.
pub(super) fn is_plain(ty: &Type) -> bool {
    let is_pointer = matches!(types::bare(ty), Type::Reference(_) | Type::Ptr(_));
    let is_text = ["String", "PathBuf"]
        .iter()
        .any(|name| types::ends_with(ty, name));
    types::is_primitive(ty) && !is_pointer || is_text
}
