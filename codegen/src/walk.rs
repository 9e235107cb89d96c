//! Walks through what a type is made of.
//!
//! The visitors of `syn` know its whole syntax: with them, it and this crate would take half as long
//! again to compile.

use syn::punctuated::Punctuated;
use syn::{
    CapturedParam, FnArg, GenericArgument, Lifetime, NamedArg, Path, PathArguments, ReturnType,
    Signature, Token, Type, TypeParamBound, WherePredicate,
};

/// What is met on the way.
pub(crate) enum Part<'a> {
    Type(&'a mut Type),
    /// That of a type or of a trait.
    Path(&'a mut Path),
    /// Where it is used, not where a `for<'a>` brings it up.
    Lifetime(&'a mut Lifetime),
    /// The parameters of a function's type, with what it returns behind them.
    Call(&'a mut Punctuated<NamedArg, Token![,]>),
}

/// Told of each part, outer ones first; answers whether to go on into it.
type See<'a> = dyn FnMut(Part<'_>) -> bool + 'a;

pub(crate) fn ty(ty: &mut Type, see: &mut See<'_>) {
    if !see(Part::Type(ty)) {
        return;
    }
    match ty {
        Type::Array(array) => self::ty(&mut array.elem, see),
        Type::Group(group) => self::ty(&mut group.elem, see),
        Type::Paren(paren) => self::ty(&mut paren.elem, see),
        Type::Ptr(pointer) => self::ty(&mut pointer.elem, see),
        Type::Slice(slice) => self::ty(&mut slice.elem, see),
        Type::Reference(reference) => {
            if let Some(lifetime) = &mut reference.lifetime {
                see(Part::Lifetime(lifetime));
            }
            self::ty(&mut reference.elem, see);
        }
        Type::Tuple(tuple) => {
            for elem in &mut tuple.elems {
                self::ty(elem, see);
            }
        }
        Type::FnPtr(pointer) => call(&mut pointer.inputs, &mut pointer.output, see),
        Type::ImplTrait(opaque) => bounds(&mut opaque.bounds, see),
        Type::TraitObject(object) => bounds(&mut object.bounds, see),
        Type::Path(named) => {
            if let Some(qself) = &mut named.qself {
                self::ty(&mut qself.ty, see);
            }
            path(&mut named.path, see);
        }
        _ => {}
    }
}

/// All that a function speaks of.
pub(crate) fn signature(sig: &mut Signature, see: &mut See<'_>) {
    for input in &mut sig.inputs {
        if let FnArg::Typed(declared) = input {
            ty(&mut declared.ty, see);
        }
    }
    output(&mut sig.output, see);
    for param in sig.generics.type_params_mut() {
        bounds(&mut param.bounds, see);
    }
    let clause = sig.generics.where_clause.iter_mut();
    for predicate in clause.flat_map(|clause| &mut clause.predicates) {
        if let WherePredicate::Type(predicate) = predicate {
            ty(&mut predicate.bounded_ty, see);
            bounds(&mut predicate.bounds, see);
        }
    }
}

fn path(path: &mut Path, see: &mut See<'_>) {
    if !see(Part::Path(path)) {
        return;
    }
    for segment in &mut path.segments {
        match &mut segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(given) => arguments(&mut given.args, see),
            PathArguments::Parenthesized(given) => call(&mut given.inputs, &mut given.output, see),
        }
    }
}

fn arguments(given: &mut Punctuated<GenericArgument, Token![,]>, see: &mut See<'_>) {
    for argument in given {
        match argument {
            GenericArgument::Type(argument) => ty(argument, see),
            GenericArgument::Lifetime(lifetime) => {
                see(Part::Lifetime(lifetime));
            }
            GenericArgument::AssocType(assoc) => {
                if let Some(given) = &mut assoc.generics {
                    arguments(&mut given.args, see);
                }
                ty(&mut assoc.ty, see);
            }
            GenericArgument::Constraint(constraint) => {
                if let Some(given) = &mut constraint.generics {
                    arguments(&mut given.args, see);
                }
                bounds(&mut constraint.bounds, see);
            }
            _ => {}
        }
    }
}

fn call(inputs: &mut Punctuated<NamedArg, Token![,]>, output: &mut ReturnType, see: &mut See<'_>) {
    if !see(Part::Call(inputs)) {
        return;
    }
    for input in inputs {
        ty(&mut input.ty, see);
    }
    self::output(output, see);
}

fn output(output: &mut ReturnType, see: &mut See<'_>) {
    if let ReturnType::Type(_, output) = output {
        ty(output, see);
    }
}

fn bounds(bounds: &mut Punctuated<TypeParamBound, Token![+]>, see: &mut See<'_>) {
    for bound in bounds {
        match bound {
            TypeParamBound::Trait(bound) => path(&mut bound.path, see),
            TypeParamBound::Lifetime(lifetime) => {
                see(Part::Lifetime(lifetime));
            }
            TypeParamBound::PreciseCapture(capture) => {
                for param in &mut capture.params {
                    if let CapturedParam::Lifetime(lifetime) = param {
                        see(Part::Lifetime(lifetime));
                    }
                }
            }
            _ => {}
        }
    }
}
