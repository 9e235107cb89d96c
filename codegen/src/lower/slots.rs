//! The item callback of `feed`: which slice it is to fill.

use syn::{ExprClosure, Type, parse_quote};

use super::callback::{Reader, named, result_tokens};
use super::samples::{
    element, not_owned, require_copy, require_fn_mut, require_no_destructor,
    require_plain_information, slices,
};
use crate::codes::Code;
use crate::errors::Errors;
use crate::model::Value;
use crate::source::Parameter;
use crate::types;

/// What to do with samples that are not `Copy`.
const SKIPPED: &str = "pass a closure of your own, and mark the parameter `#[skip]`";

pub(super) fn lower(
    reader: &Reader<'_>,
    parameter: &Parameter,
    errors: &mut Errors,
) -> Option<Value> {
    require_fn_mut("feed", reader, parameter, errors)?;
    match &parameter.marks.map {
        Some(closure) => mapped(reader, closure, errors),
        None => plain(reader, parameter, errors),
    }
}

fn mapped(reader: &Reader<'_>, closure: &ExprClosure, errors: &mut Errors) -> Option<Value> {
    let mut map = reader.lambda(closure, errors)?;
    let ty = reader.result_of(closure, &map);
    let Some(slices) = ty.and_then(|ty| slices_of(&ty)) else {
        errors.at(
            Code::SAMPLES_MAP,
            result_tokens(closure),
            "with `feed`, `#[map]` must give the slice to fill, a `&mut [T]`, or also the \
             samples that were brought: `(&[I], &mut [O])` or `(&[I], &mut [O], info)`\n  \
             where that can't be told from here, say it: `|data| -> &mut [T] { .. }`",
        );
        return None;
    };
    let at = result_tokens(closure);
    let element = slices.filled;
    require_copy("feed", SKIPPED, &element, at, errors)?;
    let Some((brought, info)) = slices.brought else {
        map.ty = Some(parse_quote!(&mut [#element]));
        return Some(Value::MappedSlot { map, element });
    };
    require_copy("feed", SKIPPED, &brought, at, errors)?;
    if let Some(info) = &info {
        require_no_destructor("feed", reader, info, at, errors)?;
    }
    map.ty = Some(match &info {
        Some(info) => parse_quote!((&[#brought], &mut [#element], #info)),
        None => parse_quote!((&[#brought], &mut [#element])),
    });
    Some(Value::MappedExchange {
        map,
        brought,
        element,
        info,
    })
}

fn plain(reader: &Reader<'_>, parameter: &Parameter, errors: &mut Errors) -> Option<Value> {
    let slots = slices(reader, true);
    let (at, element) = only(&slots, reader, parameter, errors)?;
    require_copy("feed", SKIPPED, &element, &element, errors)?;
    let mut inputs = slices(reader, false).into_iter();
    match inputs.find(|(_, element)| !types::is_moved(element)) {
        None => Some(Value::Slot { at, element }),
        Some((input, brought)) => {
            require_information(reader, input, at, errors)?;
            Some(Value::Exchange {
                input,
                brought,
                output: at,
                element,
            })
        }
    }
}

/// The one slice there is to fill.
fn only(
    slots: &[(usize, Type)],
    reader: &Reader<'_>,
    parameter: &Parameter,
    errors: &mut Errors,
) -> Option<(usize, Type)> {
    match slots {
        [only] => return Some(only.clone()),
        [] => errors.at(
            Code::NO_SAMPLES,
            &parameter.declared.ty,
            "`feed` is for callbacks that fill a `&mut [T]`, and there is none here\n  \
             use `stream` or `frames` for what they bring, or get at the slice with \
             `#[map(|data| -> &mut [T] { .. })]`",
        ),
        [(first, _), (second, _), ..] => errors.at(
            Code::SECOND_SLICE,
            &reader.signature.inputs[*second].1,
            format!(
                "`feed` fills one slice, and this is the second: say which one with \
                 `#[map(|{}| {})]`; the other then stays as it is",
                named(reader.arguments),
                reader.arguments[*first].ident
            ),
        ),
    }
    None
}

/// What is said beside the slices goes with the samples that are brought.
fn require_information(
    reader: &Reader<'_>,
    input: usize,
    output: usize,
    errors: &mut Errors,
) -> Option<()> {
    if let Some((ty, _)) = not_owned(reader, &[input, output]) {
        errors.at(
            Code::NEEDS_MAP,
            ty,
            format!(
                "what the callback says beside its two slices goes with the samples it \
                 brings, and this can't outlive the call\n  \
                 to fill the slice and leave the rest alone, say which it is with \
                 `#[map(|{}| {})]`",
                named(reader.arguments),
                reader.arguments[output].ident
            ),
        );
        return None;
    }
    require_plain_information("feed", reader, &[input, output], errors)
}

/// What a `#[map]` gives.
struct Slices {
    /// The type of the samples that were brought, and of what is said about them.
    brought: Option<(Type, Option<Type>)>,
    filled: Type,
}

/// `&mut [O]`, `(&[I], &mut [O])` or `(&[I], &mut [O], Info)`
fn slices_of(ty: &Type) -> Option<Slices> {
    let Type::Tuple(tuple) = types::bare(ty) else {
        let filled = element(ty, true)?;
        return Some(Slices {
            brought: None,
            filled,
        });
    };
    let mut parts = tuple.elems.iter();
    let (brought, filled) = (
        element(parts.next()?, false)?,
        element(parts.next()?, true)?,
    );
    let info = parts.next().cloned();
    parts.next().is_none().then_some(Slices {
        brought: Some((brought, info)),
        filled,
    })
}
