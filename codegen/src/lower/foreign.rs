//! What C is handed besides the arguments: callbacks, the user data, destroy notifies.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::{PatType, Type};

use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::model::{Destroy, Param, UserData};
use crate::options::Options;
use crate::pointer::{self, Pointer};
use crate::signature::Kind;
use crate::source::{Parameter, Source};
use crate::types;

/// The parameter, if it is the user data or a destroy notify.
pub(super) fn lower(
    at: usize,
    parameter: &Parameter,
    source: &Source,
    errors: &mut Errors,
) -> Option<Param> {
    let ident = name(at, parameter);
    let ty = (*parameter.declared.ty).clone();
    if let Some(mark) = &parameter.marks.user_data {
        refuse_small(mark, &ty, errors);
        return Some(Param::UserData(UserData { ident, ty }));
    }
    let mark = parameter.marks.destroy.as_ref()?;
    let words = words(source);
    if words.is_empty() {
        errors.at(
            Code::DESTROY_NOTIFY,
            mark,
            "a destroy notify is called with the user data, and no parameter is marked \
             `#[user_data]`",
        );
        return None;
    }
    let declared = parameter.marks.pointer.as_ref().unwrap_or(&ty);
    let pointer = errors.keep(read_destroy(declared, &words))?;
    Some(Param::Destroy(Destroy { ident, ty, pointer }))
}

/// The name of the local variable that takes the parameter's place.
pub(super) fn name(at: usize, parameter: &Parameter) -> Ident {
    match types::name(&parameter.declared.pat) {
        Some(name) => name.clone(),
        None => format_ident!("callback{at}", span = Span::mixed_site()),
    }
}

fn words(source: &Source) -> Vec<PatType> {
    let mut words = Vec::new();
    for parameter in &source.parameters {
        if parameter.marks.user_data.is_some() {
            words.push(parameter.declared.clone());
        }
    }
    words
}

fn read_destroy(ty: &Type, words: &[PatType]) -> syn::Result<Pointer> {
    let pointer = pointer::find(ty).and_then(|found| pointer::read(found, words).ok());
    match pointer {
        Some(pointer) if pointer.output.is_none() => Ok(pointer),
        _ => Err(Code::DESTROY_NOTIFY.at(
            ty,
            "a destroy notify takes the user data and returns nothing: \
             `Option<unsafe extern \"C\" fn(*mut c_void)>`\n  \
             where an alias hides that, say it: \
             `#[shape(Option<unsafe extern \"C\" fn(*mut c_void)>)]`",
        )),
    }
}

fn refuse_small(mark: &Ident, ty: &Type, errors: &mut Errors) {
    if pointer::is_too_small(ty) {
        errors.at(
            Code::USER_DATA_TYPE,
            ty,
            format!(
                "`#[{mark}]` goes on what C hands back to the callback, a `*mut c_void`: \
                 `{}` can't hold it",
                types::text(ty)
            ),
        );
    }
}

/// What is wrong with a function pointer that nothing leads back from.
pub(super) fn refuse_pointer(
    parameter: &Parameter,
    why: Option<&syn::Error>,
    context: &Context,
    errors: &mut Errors,
) {
    match (why, context) {
        (Some(why), _) => errors.push(why.clone()),
        (None, Context::Extern) => errors.at(
            Code::NO_USER_DATA,
            &parameter.declared.ty,
            "what leads from this callback back to the waiting task? Mark the parameter that C \
             hands back to it: `#[user_data] data: *mut c_void`\n  \
             without one, call the API by hand with the functions of `asyncify::ffi`, and leave \
             this alone with `#[asyncify(skip)]`",
        ),
        (None, _) => errors.at(
            Code::FN_POINTER,
            &parameter.declared.ty,
            "a plain `fn` pointer can't carry the state that leads back to the waiting task\n  \
             take `impl FnOnce(..)` or `impl FnMut(..)` instead, or mark the parameter with \
             `#[skip]` to pass it on; beside a C callback, mark its `void*` with `#[user_data]`",
        ),
    }
}

/// A C callback does not tell how often it is called.
pub(super) fn require_shape(source: &Source, options: &Options, errors: &mut Errors) {
    let pointers = source.parameters.iter().any(is_pointer);
    let closures = source
        .parameters
        .iter()
        .any(|parameter| match &parameter.kind {
            Kind::Callback(found) => found.pointer.is_none(),
            _ => false,
        });
    // A function of C's own is refused as such.
    let is_foreign = source.function.sig.abi.is_some();
    if pointers && !closures && !is_foreign && options.shape.is_none() {
        errors.at(
            Code::HOW_OFTEN,
            &source.function.sig.ident,
            "how often does C call back? A function pointer does not tell: say \
             `#[asyncify(once)]`, `#[asyncify(stream)]` or, for samples in real time, \
             `#[asyncify(frames)]` or `#[asyncify(feed)]`",
        );
    }
}

fn is_pointer(parameter: &Parameter) -> bool {
    matches!(&parameter.kind, Kind::Callback(found) if found.pointer.is_some())
}
