//! The item callback of the realtime lane: which argument holds the samples.

use quote::ToTokens;
use syn::{Type, parse_quote};

use super::callback::{Reader, named, result_tokens};
use crate::codes::Code;
use crate::collect::CollectVec;
use crate::errors::Errors;
use crate::model::{Copied, Value};
use crate::owned::{self, Lent};
use crate::signature::Calls;
use crate::source::Parameter;
use crate::types;

/// What to do with samples that are not `Copy`.
const CLONED: &str = "use `stream`, which clones them into a `Vec`";

pub(super) fn lower(
    reader: &Reader<'_>,
    parameter: &Parameter,
    errors: &mut Errors,
) -> Option<Value> {
    require_fn_mut("frames", reader, parameter, errors)?;
    let Some(closure) = &parameter.marks.map else {
        return plain(reader, parameter, errors);
    };
    let mut map = reader.lambda(closure, errors)?;
    let ty = reader.result_of(closure, &map);
    let Some((element, info)) = ty.and_then(|ty| parts_of(&ty)) else {
        errors.at(
            Code::SAMPLES_MAP,
            result_tokens(closure),
            "with `frames`, `#[map]` must give `&[T]`, or `(&[T], info)`; \
             where that can't be told from here, say it: `|data| -> (&[T], Info) { .. }`",
        );
        return None;
    };
    let at = result_tokens(closure);
    require_copy("frames", CLONED, &element, at, errors)?;
    if let Some(info) = &info {
        require_no_destructor("frames", reader, info, at, errors)?;
    }
    map.ty = Some(match &info {
        Some(info) => parse_quote!((&[#element], #info)),
        None => parse_quote!(&[#element]),
    });
    Some(Value::MappedSamples { map, element, info })
}

/// The rule for both realtime lanes.
pub(super) fn require_fn_mut(
    lane: &str,
    reader: &Reader<'_>,
    parameter: &Parameter,
    errors: &mut Errors,
) -> Option<()> {
    let is_fn_mut = reader.signature.calls == Calls::FnMut;
    if !is_fn_mut {
        errors.at(
            Code::NEEDS_FN_MUT,
            &parameter.declared.ty,
            format!(
                "`{lane}` needs an `FnMut` callback: one that is called again and again, on one \
                 thread at a time"
            ),
        );
    }
    is_fn_mut.then_some(())
}

/// What is said about the samples goes with them, if it can: the first that can't.
pub(super) fn not_owned<'a>(reader: &'a Reader<'_>, slices: &[usize]) -> Option<(&'a Type, Lent)> {
    for &at in &said(reader, slices) {
        let ty = &reader.signature.inputs[at].1;
        if let Err(lent) = owned::owned(ty) {
            return Some((ty, lent));
        }
    }
    None
}

/// The arguments beside the slices.
fn said(reader: &Reader<'_>, slices: &[usize]) -> Vec<usize> {
    let mut said = Vec::new();
    for (at, argument) in reader.arguments.iter().enumerate() {
        if !slices.contains(&at) && argument.is_news {
            said.push(at);
        }
    }
    said
}

/// What is said about the samples is made in the callback, and dropped there if they are lost.
pub(super) fn require_plain_information(
    lane: &str,
    reader: &Reader<'_>,
    slices: &[usize],
    errors: &mut Errors,
) -> Option<()> {
    for &at in &said(reader, slices) {
        let (declared, argument) = (&reader.signature.inputs[at].1, &reader.arguments[at]);
        match argument.copied {
            Some(Copied::ToVec | Copied::ToOwned) => {
                refuse_destructor(lane, reader, declared, declared, errors);
                return None;
            }
            _ => require_no_destructor(lane, reader, &argument.owned, declared, errors)?,
        }
    }
    Some(())
}

/// Where the tokens do not tell, the compiler is asked by what is emitted.
pub(super) fn require_no_destructor(
    lane: &str,
    reader: &Reader<'_>,
    ty: &Type,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<()> {
    let is_moved = types::is_moved(ty);
    if is_moved {
        refuse_destructor(lane, reader, ty, at, errors);
    }
    (!is_moved).then_some(())
}

fn refuse_destructor(
    lane: &str,
    reader: &Reader<'_>,
    ty: &Type,
    at: &dyn ToTokens,
    errors: &mut Errors,
) {
    let (made, instead) = match lane {
        "frames" => ("(&[T], Info)", ", or use `stream`"),
        _ => ("(&[I], &mut [O], Info)", ""),
    };
    errors.at(
        Code::DESTRUCTOR,
        at,
        format!(
            "`{lane}` must not allocate or free memory in the callback, and keeping `{}` would\n  \
             make a value without a destructor of it: \
             `#[map(|{}| -> {made} {{ .. }})]`{instead}",
            types::text(ty).replace("::std::string::", ""),
            named(reader.arguments)
        ),
    );
}

/// Both copy what they carry.
pub(super) fn require_copy(
    lane: &str,
    instead: &str,
    element: &Type,
    at: &dyn ToTokens,
    errors: &mut Errors,
) -> Option<()> {
    let is_moved = types::is_moved(element);
    if is_moved {
        errors.at(
            Code::NOT_COPY,
            at,
            format!(
                "`{lane}` copies samples, and `{}` is not `Copy`: {instead}",
                types::text(element)
            ),
        );
    }
    (!is_moved).then_some(())
}

fn plain(reader: &Reader<'_>, parameter: &Parameter, errors: &mut Errors) -> Option<Value> {
    let Some((data, element)) = slices(reader, false).into_iter().next() else {
        errors.at(
            Code::NO_SAMPLES,
            &parameter.declared.ty,
            "`frames` is for callbacks that bring samples as `&[T]`, and there is none here\n  \
             use `stream`, or get at the samples with `#[map(|data| -> &[T] { .. })]`",
        );
        return None;
    };
    require_copy("frames", CLONED, &element, &element, errors)?;
    if let Some((ty, lent)) = not_owned(reader, &[data]) {
        reader.refuse(lent, ty, errors);
        return None;
    }
    require_plain_information("frames", reader, &[data], errors)?;
    Some(Value::Samples { data, element })
}

/// `&[T]` or `(&[T], Info)`
fn parts_of(ty: &Type) -> Option<(Type, Option<Type>)> {
    match types::bare(ty) {
        Type::Tuple(tuple) if tuple.elems.len() == 2 => Some((
            element(&tuple.elems[0], false)?,
            Some(tuple.elems[1].clone()),
        )),
        ty => Some((element(ty, false)?, None)),
    }
}

/// The arguments that are a `&mut [T]`, or a `&[T]`, each with its `T`.
pub(super) fn slices(reader: &Reader<'_>, mutable: bool) -> Vec<(usize, Type)> {
    let arguments = reader.arguments.iter().enumerate();
    let slices = arguments.filter_map(|(at, it)| Some((at, element(&it.ty, mutable)?)));
    slices.collect_vec()
}

/// The `T` of `&[T]`, or of `&mut [T]`.
pub(super) fn element(ty: &Type, mutable: bool) -> Option<Type> {
    let Type::Reference(reference) = types::bare(ty) else {
        return None;
    };
    match types::bare(&reference.elem) {
        Type::Slice(slice) if reference.mutability.is_some() == mutable => {
            Some((*slice.elem).clone())
        }
        _ => None,
    }
}
