//! What C is given: functions that look up a key, and the key.

use crate::collect::CollectVec;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Expr, Pat, Type};

use super::{callback, constructor, local, numbered};
use crate::model::{Answer, Callback, Function, Param, Reply, Role, Shape};
use crate::pointer::Pointer;
use crate::types;

// Output: type __Kept = Box<dyn Fn(c_int) + Send + Sync>;
//         let key = ffi::key(&events);
//         let word = key.leads_to::<__Kept>(Box::new(move |value: c_int| ..));
//         let callback: Option<unsafe extern "C" fn(c_int, *mut c_void)> = Some({ .. });
//         let data: *mut c_void = Word::given(word);
/// The local variables that take the places of what C is handed.
pub(super) fn declared(function: &Function) -> Option<TokenStream> {
    let callbacks = keyed(function);
    let first = callbacks.first()?;
    let runtime = &function.runtime;
    let ffi = quote!(#runtime::__private::ffi);
    let (key, word) = (local("key"), local("word"));
    let sender = local(callback::sender(function, function.item().unwrap_or(first)));
    let is_destroyed = function
        .params
        .iter()
        .any(|param| matches!(param, Param::Destroy(_)));
    let reserve = match is_destroyed {
        true => quote!(key_until_destroyed),
        false => quote!(key),
    };
    let leads_to = match function.delivery.local {
        true => quote!(leads_here_to),
        false => quote!(leads_to),
    };
    let (kept_name, kept) = (kept_name(), kept(function));
    let closures = callbacks.iter().map(|callback| {
        let closure = constructor::expression(function, callback);
        match is_exclusive(function, callback) {
            true => quote!(::std::boxed::Box::new(#ffi::Exclusive::new(#closure))),
            false => quote!(::std::boxed::Box::new(#closure)),
        }
    });
    let closures = tuple(&closures.collect_vec());
    let params = function.params.iter().filter_map(|param| match param {
        Param::Callback(callback) => {
            let foreign = callback.foreign.as_ref()?;
            let (ident, ty) = (&callback.ident, &foreign.declared);
            let pointer = some(
                &foreign.pointer,
                trampoline(function, callback, &foreign.pointer),
            );
            Some(quote!(let #ident: #ty = #pointer;))
        }
        Param::UserData(data) => {
            let (ident, ty) = (&data.ident, &data.ty);
            let given = at(ty, quote!(#ffi::Word::given(#word)));
            Some(quote!(let #ident: #ty = #given;))
        }
        Param::Destroy(destroy) => {
            let (ident, ty) = (&destroy.ident, &destroy.ty);
            let pointer = some(&destroy.pointer, notified(function, &destroy.pointer));
            Some(quote!(let #ident: #ty = #pointer;))
        }
        Param::Plain(_) => None,
    });
    Some(quote! {
        type #kept_name = #kept;
        let #key = #ffi::#reserve(&#sender);
        let #word = #key.#leads_to::<#kept_name>(#closures);
        #(#params)*
    })
}

/// The callbacks behind the key, in the order of their places there.
fn keyed(function: &Function) -> Vec<&Callback> {
    let mut keyed = Vec::new();
    for callback in function.callbacks() {
        if callback.foreign.is_some() {
            keyed.push(callback);
        }
    }
    keyed
}

/// The realtime lane has one producer, which is not to be entered twice.
pub(super) fn is_exclusive(function: &Function, callback: &Callback) -> bool {
    matches!(function.shape, Shape::Frames | Shape::Feed) && matches!(callback.role, Role::Item)
}

/// An alias for the type of what the key leads to, seen inside the trampolines.
fn kept_name() -> Ident {
    Ident::new("__Kept", Span::mixed_site())
}

/// The type of what the key leads to.
fn kept(function: &Function) -> TokenStream {
    let mut types = Vec::new();
    for callback in &keyed(function) {
        if let Some(foreign) = &callback.foreign {
            types.push(closure_type(function, callback, &foreign.pointer));
        }
    }
    tuple(&types)
}

/// `Box<dyn Fn(A) -> R + Send + Sync>`
fn closure_type(function: &Function, callback: &Callback, pointer: &Pointer) -> TokenStream {
    let runtime = &function.runtime;
    let mut inputs = pointer.inputs.clone();
    inputs.remove(pointer.data);
    let inputs = quote!(#(#inputs),*);
    let output = pointer.output.as_ref().map(|ty| quote!(-> #ty));
    let params = &pointer.generics.params;
    let binder = (!params.is_empty()).then(|| quote!(for<#params>));
    let is_send = !function.delivery.local;
    let send = is_send.then(|| quote!(+ ::core::marker::Send));
    if is_exclusive(function, callback) {
        return quote! {
            ::std::boxed::Box<#runtime::__private::ffi::Exclusive<
                dyn #binder ::core::ops::FnMut(#inputs) #output #send
            >>
        };
    }
    let sync = is_send.then(|| quote!(+ ::core::marker::Sync));
    quote!(::std::boxed::Box<dyn #binder ::core::ops::Fn(#inputs) #output #send #sync>)
}

/// One is itself.
fn tuple(parts: &[TokenStream]) -> TokenStream {
    match parts {
        [only] => only.clone(),
        parts => quote!((#(#parts),*)),
    }
}

fn some(pointer: &Pointer, function: TokenStream) -> TokenStream {
    match pointer.is_optional {
        true => quote!(::core::option::Option::Some(#function)),
        false => function,
    }
}

/// The function that C calls instead of the closure. It is safe: a key is not a pointer.
fn trampoline(function: &Function, callback: &Callback, pointer: &Pointer) -> TokenStream {
    let runtime = &function.runtime;
    let names = names(pointer);
    let mut others = names.clone();
    others.remove(pointer.data);
    let others = quote!(#(#others),*);
    let (kept, kept_type) = (local("kept"), kept_name());
    let keyed = keyed(function);
    let place = keyed
        .iter()
        .position(|other| std::ptr::eq(*other, callback));
    let found = match place {
        Some(place) if keyed.len() > 1 => {
            let place = syn::Index::from(place);
            quote!((#kept.#place))
        }
        _ => quote!(#kept),
    };
    let (enter, call, flat) = match is_exclusive(function, callback) {
        false => (quote!(with), quote!(#found(#others)), None),
        true => (
            quote!(alone),
            quote!(#found.enter(|callback| callback(#others))),
            Some(quote!(.flatten())),
        ),
    };
    let word = word(function, pointer, &names);
    let answered = pointer
        .output
        .as_ref()
        .map(|output| too_late(function, callback, pointer, output));
    let (begin, end) = match pointer.output.is_none() {
        true => (Some(quote!(let _ =)), Some(quote!(;))),
        false => (None, None),
    };
    let body = quote! {
        #begin #runtime::ffi::#enter(#word, |#kept: &#kept_type| #call) #flat #answered #end
    };
    called(pointer, &names, &body)
}

/// The function that C calls when it is done with the callback.
fn notified(function: &Function, pointer: &Pointer) -> TokenStream {
    let runtime = &function.runtime;
    let names = names(pointer);
    let word = word(function, pointer, &names);
    called(
        pointer,
        &names,
        &quote!(let _ = #runtime::ffi::release(#word);),
    )
}

fn called(pointer: &Pointer, names: &[Ident], body: &TokenStream) -> TokenStream {
    let Pointer {
        abi,
        generics,
        inputs,
        output,
        ..
    } = pointer;
    let output = output.as_ref().map(|ty| quote!(-> #ty));
    quote! {{
        #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
        #abi fn trampoline #generics (#(#names: #inputs),*) #output { #body }
        trampoline
    }}
}

fn names(pointer: &Pointer) -> Vec<Ident> {
    (0..pointer.inputs.len())
        .map(|at| match at == pointer.data {
            true => local("data").ident(),
            false => numbered("arg", at),
        })
        .collect_vec()
}

fn word(function: &Function, pointer: &Pointer, names: &[Ident]) -> TokenStream {
    let runtime = &function.runtime;
    let (name, ty) = (&names[pointer.data], &pointer.inputs[pointer.data]);
    at(
        ty,
        quote!(#runtime::__private::ffi::Word::handed_back(#name)),
    )
}

/// `.unwrap_or(..)`: what a call is answered with that finds nobody. That is what the marks say for
/// this case, or the constant that they always answer with, or else the type's default.
fn too_late(
    function: &Function,
    callback: &Callback,
    pointer: &Pointer,
    output: &Type,
) -> TokenStream {
    let told = match &callback.reply {
        Some(Reply::Told { open, closed }) => {
            let is_constant = |open: &&Answer| matches!(open, Answer::Constant(_));
            closed.as_ref().or(Some(open).filter(is_constant))
        }
        Some(Reply::Asked { default, .. }) => Some(default),
        None => None,
    };
    let names = names(pointer);
    let told = told.and_then(|answer| match answer {
        Answer::Constant(value) => {
            (!is_captured(function, value)).then(|| quote!(.unwrap_or(#value)))
        }
        Answer::From(lambda) => {
            let body = &lambda.body;
            let stands_alone = !lambda.leaves && !is_captured(function, body);
            let mut others = names.clone();
            others.remove(pointer.data);
            let mut lets = TokenStream::new();
            for (name, pattern) in others.iter().zip(&lambda.patterns) {
                if !matches!(pattern, Pat::Wild(_)) {
                    lets.extend(super::bound(pattern, quote!(#name)));
                }
            }
            stands_alone.then(|| quote!(.unwrap_or_else(|| { #lets #body })))
        }
    });
    told.unwrap_or_else(|| {
        let runtime = &function.runtime;
        let answer = at(output, quote!(#runtime::__private::ffi::Answer::too_late()));
        quote!(.unwrap_or_else(|| #answer))
    })
}

/// Whether an expression uses what the initiating call was given, and the trampoline is not.
fn is_captured(function: &Function, value: &Expr) -> bool {
    function
        .inputs()
        .iter()
        .any(|input| types::mentions(value, input))
}

/// Puts the blame for what does not fit on the type.
fn at(ty: &Type, tokens: TokenStream) -> TokenStream {
    constructor::at(ty.span(), tokens)
}
