//! The callbacks among the parameters of a function.

use asyncify_codegen::scan;
use syn::{FnArg, Generics, Pat, Signature, Type};

use crate::model::{Callback, Calls, Hidden};
use crate::resolve::Resolver;

/// What the macro recognises, and what an alias or a trait hides.
pub(super) fn of(
    sig: &Signature,
    outer: &[&Generics],
    module: usize,
    resolver: &Resolver<'_>,
) -> Vec<Callback> {
    let mut generics = vec![&sig.generics];
    generics.extend(outer);
    with(sig, outer, |ty| resolver.hidden(module, ty, &generics))
}

/// What the macro recognises by itself.
pub(crate) fn recognised(sig: &Signature, outer: &[&Generics]) -> Vec<Callback> {
    with(sig, outer, |_| None)
}

fn with(
    sig: &Signature,
    outer: &[&Generics],
    hidden: impl Fn(&Type) -> Option<Hidden>,
) -> Vec<Callback> {
    let first = usize::from(sig.receiver().is_some());
    let recognised = scan::callbacks(sig, outer);
    let mut found = Vec::new();
    for (at, input) in sig.inputs.iter().enumerate() {
        let FnArg::Typed(declared) = input else {
            continue;
        };
        let param = at - first;
        let name = match &*declared.pat {
            Pat::Ident(pattern) => pattern.ident.to_string(),
            _ => format!("arg{param}"),
        };
        if let Some(callback) = recognised.iter().find(|callback| callback.param == at) {
            found.push(of_scan(callback, param, name));
        } else if let Some(hidden) = hidden(&declared.ty) {
            found.push(Callback {
                param,
                name,
                ..of_hidden(hidden, &declared.ty)
            });
        }
    }
    found
}

fn of_scan(callback: &scan::Callback, param: usize, name: String) -> Callback {
    Callback {
        param,
        name,
        calls: match callback.calls {
            scan::Calls::FnOnce => Calls::Once,
            scan::Calls::FnMut => Calls::Mut,
            scan::Calls::Fn => Calls::Shared,
            scan::Calls::C => Calls::C,
            scan::Calls::FnPointer => Calls::Pointer,
        },
        inputs: callback.inputs.clone(),
        output: callback.output.clone(),
        is_static: callback.is_static,
        is_send: callback.is_send,
        is_optional: callback.optional,
        is_borrowed: callback.borrowed,
        hidden: None,
    }
}

fn of_hidden(hidden: Hidden, ty: &Type) -> Callback {
    Callback {
        param: 0,
        name: String::new(),
        calls: hidden.calls,
        inputs: hidden.inputs.clone(),
        output: hidden.output.clone(),
        is_static: hidden.is_static,
        is_send: hidden.is_send,
        is_optional: false,
        is_borrowed: matches!(ty, Type::Reference(_)),
        hidden: Some(hidden),
    }
}
