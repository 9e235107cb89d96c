//! What the twin gives back: a value, or what an iterator brings, as a stream.

use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type, parse_quote, parse_quote_spanned};

use crate::codes::Code;
use crate::context::Context;
use crate::model::Shape;
use crate::options::Options;
use crate::signature::{Bounds, is_named, named};
use crate::source::Source;
use crate::types;

pub(super) enum Output {
    Value(Type),
    /// At once.
    Stream(Items),
    /// What is made of the value, or of what is in the `Result` or `Option`; `declared` is the type
    /// in the end.
    Made {
        made: Made,
        declared: Type,
        is_within: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    Stream,
    /// The handle whose method this is.
    Handle,
}

/// What an iterator brings.
pub(super) struct Items {
    pub(super) item: Type,
    /// Whether it is no iterator yet.
    pub(super) converts: bool,
}

/// What the function returns, as the twin does.
pub(super) fn read(source: &Source, options: &Options, context: &Context) -> syn::Result<Output> {
    let returned = source.output().unwrap_or_else(types::unit);
    if let Type::Never(_) = types::bare(&returned) {
        return Err(Code::NEVER_RETURNS.at(
            &returned,
            "a function that never returns has nothing to await: take `blocking` away",
        ));
    }
    if types::borrows(&returned) {
        return Err(Code::RESULT_BORROWS.at(
            &returned,
            "this is made on another thread, and what it borrows may be gone when it arrives: \
             return an owned value",
        ));
    }
    let found = iterator(&returned, options)?;
    let Context::Wrapper { through, .. } = context else {
        return Ok(found.unwrap_or(Output::Value(returned)));
    };
    match found {
        // It has to wait for what the handle lends.
        Some(Output::Stream(items)) if source.receiver.is_some() => {
            return Ok(Output::Made {
                made: Made::Stream,
                declared: stream(&items.item, options),
                is_within: false,
            });
        }
        Some(found) => return Ok(found),
        None => {}
    }
    let is_self = |ty: &Type| types::is_named(ty, "Self") || types::is_same(ty, through);
    let handle: Type = parse_quote!(Self);
    let inside = within(&returned, options).filter(|(inner, _)| is_self(inner));
    let (declared, is_within) = match inside {
        Some((_, with)) => (with(&handle), true),
        None if is_self(&returned) => (handle, false),
        None => return Ok(Output::Value(types::without_self(&returned, through))),
    };
    Ok(Output::Made {
        made: Made::Handle,
        declared,
        is_within,
    })
}

/// Whether a function of such options returns a stream, and not a future.
pub(super) fn is_stream(source: &Source, options: &Options) -> bool {
    let returned = source.output().unwrap_or_else(types::unit);
    matches!(iterator(&returned, options), Ok(Some(Output::Stream(_))))
}

/// Whether it returns a stream, or a future of one.
pub(in crate::plain) fn brings_stream(source: &Source, options: &Options) -> bool {
    let returned = source.output().unwrap_or_else(types::unit);
    !matches!(iterator(&returned, options), Ok(None))
}

/// Where an iterator is returned, what becomes of it.
fn iterator(returned: &Type, options: &Options) -> syn::Result<Option<Output>> {
    let shape = options.shape.as_ref().map(|set| set.value);
    if shape == Some(Shape::Once) {
        return Ok(None);
    }
    if let Some(items) = items(returned)? {
        return Ok(Some(Output::Stream(items)));
    }
    let wants_stream = shape == Some(Shape::Stream);
    if let (Some(set), true) = (&options.shape, wants_stream && types::is_unit(returned)) {
        // There may be no type to point at.
        return Err(Code::NOT_AN_ITERATOR.at(&set.word, NOT_AN_ITERATOR));
    }
    let said = |ty: &Type| match wants_stream || is_known(ty) {
        true => said_to_bring(ty).map(Some),
        false => Ok(None),
    };
    let Some((inner, with)) = within(returned, options) else {
        return Ok(said(returned)?.map(Output::Stream));
    };
    let items = match items(&inner)? {
        None => said(&inner)?,
        seen => seen,
    };
    Ok(items.map(|items| Output::Made {
        made: Made::Stream,
        declared: with(&stream(&items.item, options)),
        is_within: true,
    }))
}

fn stream(item: &Type, options: &Options) -> Type {
    let runtime = options.runtime();
    parse_quote!(#runtime::BlockingStream<#item>)
}

/// Puts another type into a `Result` or an `Option`.
type With = Box<dyn Fn(&Type) -> Type>;

/// What is in the `Result` or `Option`, and how something else would be.
fn within(ty: &Type, options: &Options) -> Option<(Type, With)> {
    if let Some(outcome) = types::returned_outcome(ty, &options.runtime()) {
        let ok = outcome.ok.clone();
        return Some((
            ok,
            Box::new(move |ty| types::outcome_of(&outcome, ty, None)),
        ));
    }
    let inner = types::optional(ty)?;
    let with = types::option;
    Some((inner, Box::new(with)))
}

/// What the iterator brings, if the type is seen to be one.
fn items(ty: &Type) -> syn::Result<Option<Items>> {
    let bounds = match types::bare(ty) {
        Type::ImplTrait(opaque) => &opaque.bounds,
        ty if types::ends_with(ty, "Box") => {
            return match types::inner(ty) {
                Some(Type::TraitObject(object)) => boxed(ty, &object.bounds),
                _ => Ok(None),
            };
        }
        _ => return Ok(None),
    };
    of_bounds(ty, bounds)
}

fn boxed(ty: &Type, bounds: &Bounds) -> syn::Result<Option<Items>> {
    let items = of_bounds(ty, bounds)?;
    let is_send = bounds.iter().any(|bound| is_named(bound, &["Send"]));
    if items.is_some() && !is_send {
        return Err(Code::ITERATOR_TYPE.at(
            ty,
            "several threads of a pool read this, in turns, so it must be `Send`: \
             write `Box<dyn Iterator<Item = ..> + Send>`",
        ));
    }
    Ok(items)
}

/// Whether it is one of the standard library's iterators that block, by its name: of a folder, of a
/// reader, of a channel. Others of such a name are values: `bytes::Bytes`, `vec::IntoIter<T>`.
fn is_known(ty: &Type) -> bool {
    let Type::Path(path) = types::bare(ty) else {
        return false;
    };
    let mut segments = path.path.segments.iter().rev();
    let Some(last) = segments.next() else {
        return false;
    };
    let name = last.ident.to_string();
    match name.as_str() {
        "ReadDir" => true,
        "Lines" | "Split" | "Bytes" => !types::arguments(&last.arguments).is_empty(),
        "IntoIter" => segments.next().is_some_and(|module| module.ident == "mpsc"),
        _ => false,
    }
}

/// The item of the iterator among the bounds.
fn of_bounds(ty: &Type, bounds: &Bounds) -> syn::Result<Option<Items>> {
    const ITERATORS: &[&str] = &[
        "Iterator",
        "DoubleEndedIterator",
        "ExactSizeIterator",
        "FusedIterator",
    ];
    let mut traits = bounds.iter().filter_map(named);
    let Some(found) = traits.find(|last| types::is_called(&last.ident, ITERATORS)) else {
        return Ok(None);
    };
    let item = match &found.arguments {
        PathArguments::AngleBracketed(given) => given.args.iter().find_map(|given| match given {
            GenericArgument::AssocType(told) if told.ident == "Item" => Some(told.ty.clone()),
            _ => None,
        }),
        _ => None,
    };
    match item {
        Some(item) => Ok(Some(Items {
            item,
            converts: false,
        })),
        None => Err(Code::ITERATOR_TYPE.at(
            ty,
            "the type of the items is needed: write `Iterator<Item = ..>`",
        )),
    }
}

const NOT_AN_ITERATOR: &str = "a stream is made of an iterator, and this is none: remove `stream`";

/// Of a type that is said to be an iterator, or to become one.
fn said_to_bring(ty: &Type) -> syn::Result<Items> {
    let ty = types::bare(ty);
    if types::is_primitive(ty) || types::ends_with(ty, "String") {
        return Err(Code::NOT_AN_ITERATOR.at(ty, NOT_AN_ITERATOR));
    }
    let span = ty.span();
    Ok(Items {
        item: parse_quote_spanned!(span=> <#ty as ::core::iter::IntoIterator>::Item),
        converts: true,
    })
}
