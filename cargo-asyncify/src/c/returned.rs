//! What a function returns: a status, something to be freed, or the user data of before.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ReturnType, Type};

use super::callback::Initiator;
use super::header::{Header, is};
use super::item::{Proposal, text};
use super::todo::{About, Todo};
use crate::syntax::{docs, words};

/// The marks and the options by which the twin has a handle, and lets go of it.
#[derive(Default)]
pub(super) struct Returned {
    /// On the function.
    pub(super) status: Proposal,
    pub(super) options: Vec<TokenStream>,
    /// What is to be known, if it is not decided.
    pub(super) notes: Vec<Todo>,
}

impl Returned {
    fn ask(&mut self, about: About, question: impl Into<String>) {
        self.status.todo.push(Todo::new(about, question));
    }
}

/// `word` is the shape of the twin.
pub(super) fn returned(initiator: &Initiator<'_>, word: &str) -> Returned {
    let is_stream = word == "stream";
    let mut returned = Returned::default();
    match &initiator.function.sig.output {
        ReturnType::Default => {}
        ReturnType::Type(_, ty) => value(initiator, ty, is_stream, &mut returned),
    }
    if is_stream {
        stop(initiator, &mut returned);
    }
    returned
}

fn value(initiator: &Initiator<'_>, ty: &Type, is_stream: bool, returned: &mut Returned) {
    let header = initiator.header;
    if header.is_word(ty) {
        if is_stream {
            replaced(returned);
        }
    } else if header.pointee(ty).is_some() {
        object(header, ty, returned);
    } else if may_be_status(header, ty) {
        status(initiator, ty, returned);
    }
}

/// The user data of the callback that was set before.
fn replaced(returned: &mut Returned) {
    returned.options.push(quote!(
        start = |previous| {
            ::asyncify::ffi::release(*previous);
        }
    ));
    returned.ask(
        About::Returned,
        "is the returned `void *` the user data of the callback that is replaced? Then `start =` \
         ends the stream of before",
    );
}

/// Something that may have to be freed.
fn object(header: &Header, ty: &Type, returned: &mut Returned) {
    const RELEASES: &[&str] = &[
        "cancel", "close", "delete", "destroy", "free", "release", "unref",
    ];
    let frees = |name: &String| {
        let words = words(name);
        words
            .last()
            .is_some_and(|last| RELEASES.contains(&last.as_str()))
    };
    let releases = header.functions_of(ty).filter(frees);
    let releases: Vec<_> = releases.map(|name| format!("`{name}`")).collect();
    if releases.is_empty() {
        returned.notes.push(Todo::new(
            About::Returned,
            format!("What is returned is a `{}`: nobody frees it.", text(ty)),
        ));
        return;
    }
    let what = format!(
        "the returned `{}` is let go of by {}: `#[status(|it| -> Result<Owner, Error> {{ .. }})]` \
         gives it an owner, whose `Drop` does that, and makes a null pointer an error",
        text(ty),
        releases.join(" or ")
    );
    returned.ask(About::Returned, what);
}

/// Whether it is a number, and not an id: those have no sign and no name of their own.
fn may_be_status(header: &Header, ty: &Type) -> bool {
    const SIGNED: &[&str] = &["c_int", "c_long", "i32", "i64"];
    let behind = header.behind(ty);
    let is_signed = SIGNED.iter().any(|name| is(&behind, name));
    header.is_integer(ty) && (is_signed || behind != *ty)
}

fn status(initiator: &Initiator<'_>, ty: &Type, returned: &mut Returned) {
    let public = initiator.header.public(ty);
    let is_flag = words(&text(ty))
        .iter()
        .any(|word| word.ends_with("bool") || word.ends_with("boolean"));
    let success = match is_flag {
        true => quote!(code != 0),
        false => quote!(code == 0),
    };
    let status = quote! {
        #[status(|code| -> ::std::result::Result<(), #public> {
            if #success { Ok(()) } else { Err(code) }
        })]
    };
    let known = evidence(initiator, ty);
    let is_known = known.is_some();
    let why = known.unwrap_or_else(|| String::from("what is returned may be a status"));
    returned.status.mark(status, why);
    if !is_known {
        let what = format!(
            "is the returned `{}` a status, with success where `{success}`? If it is a handle, \
             `#[status]` is not for it",
            text(ty)
        );
        returned.ask(About::Returned, what);
    }
}

/// What speaks for a status.
fn evidence(initiator: &Initiator<'_>, ty: &Type) -> Option<String> {
    const NAMES: &[&str] = &["code", "err", "error", "result", "ret", "status"];
    const PHRASES: &[&str] = &[
        "0 on success",
        "error code",
        "on success, 0",
        "returns 0",
        "returns zero",
        "zero on success",
    ];
    let name = text(ty);
    if let Some(word) = words(&name)
        .iter()
        .find(|word| NAMES.contains(&word.as_str()))
    {
        return Some(format!("`{word}` in the type's name `{name}`"));
    }
    let docs = docs(&initiator.function.attrs)
        .to_lowercase()
        .replace('\n', " ");
    let said = PHRASES.iter().find(|phrase| docs.contains(**phrase))?;
    Some(format!("its documentation says \"{said}\""))
}

/// A callback that is set is most often taken away by setting none.
fn stop(initiator: &Initiator<'_>, returned: &mut Returned) {
    let name = &initiator.function.sig.ident;
    let ([callback], []) = (&initiator.callbacks[..], &initiator.destroys[..]) else {
        return;
    };
    let sets = words(&name.to_string())
        .iter()
        .any(|word| ["handler", "hook", "set"].contains(&word.as_str()));
    let header = initiator.header;
    let is_copied = |ty: &Type| header.pointee(ty).is_some() || header.is_plain(ty);
    let all_copied = initiator
        .params
        .iter()
        .enumerate()
        .all(|(at, param)| at == callback.param || is_copied(&param.ty));
    if !sets || !all_copied {
        returned.notes.push(Todo::new(
            About::Stop,
            "Nothing tells C to stop when the stream is dropped, but later calls are refused.",
        ));
        return;
    }
    let args = initiator.params.iter().enumerate().map(|(at, param)| {
        let name = format_ident!("{}", param.name);
        if at == callback.param {
            quote!(::std::option::Option::None)
        } else if at == initiator.data {
            quote!(::std::ptr::null_mut())
        } else {
            quote!(#name)
        }
    });
    let has_handle =
        initiator.function.sig.output != ReturnType::Default && returned.status.tokens.is_empty();
    let handle = has_handle.then(|| quote!(_));
    returned.options.push(quote!(
        cancel = |#handle| {
            unsafe { #name(#(#args),*) };
        }
    ));
    let what = format!(
        "`cancel =` takes the callback away by a null pointer: is that what `{name}` asks for, and \
         is all that it is given still there when the stream is dropped?"
    );
    returned.ask(About::Stop, what);
}
