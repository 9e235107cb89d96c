//! Recognises a C function pointer, and which of its arguments leads back to the waiting task.

use crate::attribute;
use crate::collect::CollectVec;
use syn::{Abi, Generics, PatType, Type, TypeFnPtr};

use crate::codes::Code;
use crate::signature::{Recognised, Signature};
use crate::types;
use crate::walk::{self, Part};

/// What a C function pointer is called with, as declared.
#[derive(Clone)]
pub(crate) struct Pointer {
    pub(crate) abi: Option<Abi>,
    /// Of its `for<'a>`.
    pub(crate) generics: Generics,
    /// The user data among them.
    pub(crate) inputs: Vec<Type>,
    pub(crate) output: Option<Type>,
    /// Which of the arguments is the user data.
    pub(crate) data: usize,
    /// Whether it stands in an `Option`.
    pub(crate) is_optional: bool,
}

/// The function pointer in `fn(..)` or `Option<fn(..)>`, and whether there is an `Option`.
pub(crate) fn find(ty: &Type) -> Option<(TypeFnPtr, bool)> {
    match types::bare(ty) {
        Type::FnPtr(pointer) => Some((pointer.clone(), false)),
        ty if types::ends_with(ty, "Option") => match types::bare(&types::inner(ty)?) {
            Type::FnPtr(pointer) => Some((pointer.clone(), true)),
            _ => None,
        },
        _ => None,
    }
}

/// Reads what was found; `words` are the user data that the function is given.
pub(crate) fn read(
    (pointer, is_optional): (TypeFnPtr, bool),
    words: &[PatType],
) -> syn::Result<Pointer> {
    if let Some(variadic) = &pointer.variadic {
        return Err(Code::VARIADIC_CALLBACK.at(
            variadic,
            "a variadic callback can't be written in Rust: mark the parameter with `#[skip]`",
        ));
    }
    let mut generics = Generics::default();
    if let Some(bound) = &pointer.lifetimes {
        for param in &bound.lifetimes {
            generics.params.push(param.clone());
        }
    }
    Ok(Pointer {
        abi: pointer.abi.clone(),
        generics,
        inputs: pointer
            .inputs
            .iter()
            .map(|input| input.ty.clone())
            .collect_vec(),
        output: types::returned(&pointer.output),
        data: data(&pointer, words)?,
        is_optional,
    })
}

/// What was found, seen as a callback that is called without the user data.
pub(crate) fn recognise(found: (TypeFnPtr, bool), words: &[PatType]) -> syn::Result<Recognised> {
    let mut inputs = Vec::new();
    for input in &found.0.inputs {
        let name = input.name.as_ref().map(|(name, _)| name.clone());
        inputs.push((name, input.ty.clone()));
    }
    let pointer = read(found, words)?;
    inputs.remove(pointer.data);
    let bound = pointer.generics.lifetimes();
    let bound = bound.map(|param| param.lifetime.clone()).collect_vec();
    let output = pointer.output.clone();
    let signature = Signature::of_pointer(inputs, output, pointer.data, bound);
    Ok(Recognised {
        pointer: Some(pointer),
        ..Recognised::of(signature)
    })
}

/// The argument that is marked, or the only one that can be the user data. Of several, it is the one
/// that is called like it: rustfmt takes marks off arguments, and leaves names alone.
fn data(pointer: &TypeFnPtr, words: &[PatType]) -> syn::Result<usize> {
    let is_word = |ty: &Type| {
        let mut fitting = words.iter().map(|word| &*word.ty);
        points_at_void(ty) || fitting.any(|word| !is_too_small(word) && types::same(word, ty))
    };
    let (mut marked, mut fitting, mut called) = (Vec::new(), Vec::new(), Vec::new());
    for (at, input) in pointer.inputs.iter().enumerate() {
        if is_marked(input) {
            marked.push(at);
        }
        if is_word(&input.ty) {
            fitting.push(at);
            if is_called_like(input, words) {
                called.push(at);
            }
        }
    }
    if !called.is_empty() {
        fitting = called;
    }
    match (marked.as_slice(), fitting.as_slice()) {
        ([at], _) | ([], [at]) => Ok(*at),
        ([_, second, ..], _) => Err(Code::WHICH_USER_DATA.at(
            &pointer.inputs[*second],
            "the callback's user data is marked twice: keep one of them",
        )),
        ([], []) => Err(Code::USER_DATA_WITHHELD.at(
            pointer,
            "this callback is not handed the user data, so nothing leads back to the waiting \
             task\n  \
             mark the parameter with `#[skip]` if it is to be passed on, or call the API by hand \
             with the functions of `asyncify::ffi`",
        )),
        ([], [first, ..]) => Err(Code::WHICH_USER_DATA.at(
            &pointer.inputs[*first],
            "several of the callback's arguments may be the user data: call the one that is like \
             the function's own parameter, as in `unsafe extern \"C\" fn(data: *mut c_void, \
             *mut c_void)`",
        )),
    }
}

fn is_marked(input: &syn::NamedArg) -> bool {
    attribute::has(&input.attrs, "user_data")
}

fn is_called_like(input: &syn::NamedArg, words: &[PatType]) -> bool {
    let Some((name, _)) = &input.name else {
        return false;
    };
    words
        .iter()
        .any(|word| types::name(&word.pat) == Some(name))
}

pub(crate) fn points_at_void(ty: &Type) -> bool {
    matches!(types::bare(ty), Type::Ptr(pointer) if types::ends_with(&pointer.elem, "c_void"))
}

/// Whether the type is too small for a key, as far as its name tells.
pub(crate) fn is_too_small(word: &Type) -> bool {
    const NUMBERS: &[&str] = &["c_int", "c_uint", "i32", "u32", "bool"];
    NUMBERS.iter().any(|number| types::ends_with(word, number))
}

/// Takes the marks off a declaration, which the compiler does not know.
pub(crate) fn unmark(ty: &mut Type) {
    walk::ty(ty, &mut |part| {
        if let Part::Call(inputs) = part {
            for input in inputs {
                attribute::remove(&mut input.attrs, &["user_data"]);
            }
        }
        true
    });
}
