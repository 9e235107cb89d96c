//! What the twin gives back: a value, or what an iterator brings, as a stream.

use syn::{GenericArgument, PathArguments, Type, TypeParamBound, parse_quote};

use crate::model::Shape;
use crate::options::Options;
use crate::signature::{Bounds, is_named};
use crate::source::Source;
use crate::types;

pub(super) enum Output {
    Value(Type),
    /// Of such items, at once; `converts` tells that it is not an iterator yet.
    Stream {
        item: Type,
        converts: bool,
    },
    /// In a `Result` or an `Option`, of which `declared` is the type in the end.
    Maybe {
        declared: Type,
    },
}

/// A type, and what is wrong with it.
pub(super) type Mistake = (Type, String);

pub(super) fn read(source: &Source, options: &Options) -> Result<Output, Mistake> {
    let returned = source.output().unwrap_or_else(types::unit);
    let runtime = options.runtime();
    let stream = |item: &Type| -> Type { parse_quote!(#runtime::BlockingStream<#item>) };
    let shape = options.shape.as_ref().map(|set| set.value);
    if let Type::Never(_) = types::bare(&returned) {
        return Err((
            returned,
            "a function that never returns has nothing to await: take `blocking` away".to_owned(),
        ));
    }
    if types::borrows(&returned) {
        let mend = "this is made on another thread, and what it borrows is not there any more \
                    when it arrives: return an owned value";
        return Err((returned, mend.to_owned()));
    }
    if shape == Some(Shape::Once) {
        return Ok(Output::Value(returned));
    }
    if let Some(item) = item(&returned, false)? {
        return Ok(Output::Stream {
            item,
            converts: false,
        });
    }
    let wants_stream = shape == Some(Shape::Stream);
    if let Some(outcome) = types::returned_outcome(&returned, &runtime) {
        if let Some(item) = item(&outcome.ok, wants_stream)? {
            let declared = types::outcome_of(&outcome, &stream(&item), None);
            return Ok(Output::Maybe { declared });
        }
    } else if let Some(inner) = types::optional(&returned) {
        if let Some(item) = item(&inner, wants_stream)? {
            let item = stream(&item);
            let declared = parse_quote!(::core::option::Option<#item>);
            return Ok(Output::Maybe { declared });
        }
    }
    Ok(match item(&returned, wants_stream)? {
        Some(item) => Output::Stream {
            item,
            converts: true,
        },
        None => Output::Value(returned),
    })
}

/// What the iterator brings, if the type is one, or is said to be.
fn item(ty: &Type, is_said: bool) -> Result<Option<Type>, Mistake> {
    let found = match types::bare(ty) {
        Type::ImplTrait(opaque) => of_bounds(&opaque.bounds),
        Type::Path(path) if types::ends_with(ty, "Box") => {
            let last = path.path.segments.last();
            let given = last.map(|last| types::arguments(&last.arguments));
            match given.as_deref() {
                Some([Type::TraitObject(object)]) => {
                    let found = of_bounds(&object.bounds);
                    let is_send = object.bounds.iter().any(|bound| is_named(bound, "Send"));
                    if found.is_some() && !is_send {
                        return Err((
                            ty.clone(),
                            "the iterator is made and read on the threads of a pool, one after the \
                             other: write `Box<dyn Iterator<Item = ..> + Send>`"
                                .to_owned(),
                        ));
                    }
                    found
                }
                _ => None,
            }
        }
        _ => None,
    };
    match found {
        Some(Some(item)) => Ok(Some(item)),
        Some(None) => Err((
            ty.clone(),
            "what does it bring? Say it: `Iterator<Item = ..>`".to_owned(),
        )),
        None if is_said => {
            let ty = types::bare(ty);
            Ok(Some(
                parse_quote!(<#ty as ::core::iter::IntoIterator>::Item),
            ))
        }
        None => Ok(None),
    }
}

/// The item of the iterator among the bounds, if there is one; the inner is what is told of it.
fn of_bounds(bounds: &Bounds) -> Option<Option<Type>> {
    const ITERATORS: &[&str] = &[
        "Iterator",
        "IntoIterator",
        "DoubleEndedIterator",
        "ExactSizeIterator",
        "FusedIterator",
    ];
    bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let last = bound.path.segments.last()?;
        if !ITERATORS.iter().any(|name| last.ident == name) {
            return None;
        }
        let PathArguments::AngleBracketed(given) = &last.arguments else {
            return Some(None);
        };
        let told = given.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(told) if told.ident == "Item" => Some(told.ty.clone()),
            _ => None,
        });
        Some(told)
    })
}
