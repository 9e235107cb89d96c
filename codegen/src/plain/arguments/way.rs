//! How an argument gets where the function runs, as its type tells.

use proc_macro2::Ident;
use syn::{PatType, Signature, Type, TypeParamBound, WherePredicate};

use super::Refusal;
use super::copies::is_std;
use crate::generics;
use crate::signature::is_named;
use crate::types;

/// How what the caller has gets there, and back.
#[derive(Clone)]
pub(super) enum Way {
    Moved,
    /// A copy goes, and is lent there.
    Copied,
    /// The same, where there is something.
    CopiedOption,
    /// A copy of the slice goes, and what has become of it is copied back.
    CopiedBack,
    /// What is lent is taken, and put back.
    Taken,
    /// What an `impl AsRef<T>` refers to is copied.
    Referred(Type),
    /// An `impl Into<T>` is converted here.
    Converted(Type),
    /// The twin does not have it.
    MadeThere,
}

impl Way {
    /// That of a parameter of such a type.
    pub(super) fn of(ty: &Type, sig: &Signature) -> Result<Way, Refusal> {
        if !types::borrows(ty) {
            return Ok(conversion(ty, sig).unwrap_or(Way::Moved));
        }
        let Type::Reference(reference) = types::bare(ty) else {
            return match types::optional(ty) {
                Some(inner) if matches!(Way::of(&inner, sig), Ok(Way::Copied)) => {
                    Ok(Way::CopiedOption)
                }
                _ => Err("take an owned value".into()),
            };
        };
        let inner = types::bare(&reference.elem);
        if types::borrows(inner) {
            return Err("take an owned value".into());
        }
        match (inner, reference.mutability) {
            (Type::TraitObject(_), None) => {
                let text = types::text(inner);
                Err(format!(
                    "take an `Arc<{text}>`, with `Send` and `Sync` among its bounds"
                ))
            }
            (Type::TraitObject(_), Some(_)) => Err("take it in a `Box`, by value".into()),
            (Type::ImplTrait(_), _) => Err("take it by value".into()),
            (_, None) => Ok(Way::Copied),
            (Type::Slice(_), Some(_)) => Ok(Way::CopiedBack),
            (inner, Some(_)) if is_std(inner) => Err("take an owned value, and return it".into()),
            (_, Some(_)) => Ok(Way::Taken),
        }
    }
}

/// `impl AsRef<T>` and `impl Into<T>`, or a generic parameter of which no more than that is known.
fn conversion(ty: &Type, sig: &Signature) -> Option<Way> {
    let bounds = match types::bare(ty) {
        Type::ImplTrait(opaque) => opaque.bounds.clone(),
        Type::Path(path) => {
            let ident = path.path.get_ident()?;
            let mut params = sig.generics.type_params();
            let param = params.find(|param| param.ident == *ident)?;
            if is_needed_elsewhere(ident, sig) {
                return None;
            }
            let mut bounds = param.bounds.clone();
            for predicate in &generics::predicates(&sig.generics) {
                match predicate {
                    WherePredicate::Type(told) if types::same(&told.bounded_ty, ty) => {
                        bounds.extend(told.bounds.clone());
                    }
                    told if types::mentions(told, ident) => return None,
                    _ => {}
                }
            }
            bounds
        }
        _ => return None,
    };
    const MARKERS: &[&str] = &["Send", "Sync", "Sized", "Unpin"];
    let mut traits = Vec::new();
    for bound in &bounds {
        match bound {
            bound if is_named(bound, MARKERS) => {}
            TypeParamBound::Trait(bound) => traits.push(bound.path.segments.last()?),
            TypeParamBound::Lifetime(_) => {}
            _ => return None,
        }
    }
    let [only] = traits.as_slice() else {
        return None;
    };
    let given = types::arguments(&only.arguments);
    let [target] = given.as_slice() else {
        return None;
    };
    match only.ident.to_string().as_str() {
        "AsRef" if is_std(target) => Some(Way::Referred(target.clone())),
        "Into" if !types::borrows(target) && !types::is_opaque(target) => {
            Some(Way::Converted(target.clone()))
        }
        _ => None,
    }
}

/// Whether a generic parameter is more than the type of arguments.
fn is_needed_elsewhere(ident: &Ident, sig: &Signature) -> bool {
    let is_part = |declared: &PatType| {
        types::mentions(&declared.ty, ident) && !types::is_named(&declared.ty, &ident.to_string())
    };
    let mut others = sig.generics.type_params();
    types::mentions(&sig.output, ident)
        || generics::typed(sig).into_iter().any(is_part)
        || others.any(|other| other.ident != *ident && types::mentions(other, ident))
}
