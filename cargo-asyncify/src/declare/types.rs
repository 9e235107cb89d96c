//! Small questions about types, answered from their tokens.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericArgument, PathArguments, Type, TypePath, parse_quote};

use crate::syntax::bare;

/// `&str` and the like.
pub(super) fn is_plain_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(lent) if lent.mutability.is_none()
        && unsized_owned(bare(&lent.elem)).is_some())
}

/// What it points at, where it is a reference.
pub(super) fn referent(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(lent) => bare(&lent.elem),
        ty => ty,
    }
}

/// `*mut c_void`
pub(super) fn is_void_pointer(ty: &Type) -> bool {
    matches!(bare(ty), Type::Ptr(pointer) if matches!(bare(&pointer.elem), Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "c_void")))
}

/// What the macro makes of a reference, written out.
pub(super) fn copied(ty: &Type, it: &TokenStream) -> Option<(Type, TokenStream)> {
    let Type::Reference(lent) = bare(ty) else {
        return None;
    };
    let inner = bare(&lent.elem);
    Some(match inner {
        Type::Slice(slice) => {
            let element = &slice.elem;
            (parse_quote!(Vec<#element>), quote!(#it.to_vec()))
        }
        inner => match unsized_owned(inner) {
            Some(owned) => (owned, quote!(#it.to_owned())),
            None => (inner.clone(), quote!(#it.clone())),
        },
    })
}

pub(super) fn is_unsized(path: &TypePath) -> bool {
    unsized_owned(&Type::Path(path.clone())).is_some()
}

/// The owned counterparts of the standard library.
pub(super) fn unsized_owned(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    Some(
        match path.path.segments.last()?.ident.to_string().as_str() {
            "str" => parse_quote!(String),
            "Path" => parse_quote!(::std::path::PathBuf),
            "OsStr" => parse_quote!(::std::ffi::OsString),
            "CStr" => parse_quote!(::std::ffi::CString),
            _ => return None,
        },
    )
}

pub(super) fn lifetimes(of: &PathArguments) -> Vec<syn::Lifetime> {
    let PathArguments::AngleBracketed(given) = of else {
        return Vec::new();
    };
    let lifetimes = given.args.iter().filter_map(|argument| match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime.clone()),
        _ => None,
    });
    lifetimes.collect()
}

/// As people write it, by the last names of its paths.
pub(super) fn text(ty: &Type) -> String {
    crate::judge::shown::ty(ty)
}
