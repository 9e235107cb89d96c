//! The marks of a callback: what becomes of its arguments, and what it answers.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;

use super::callback::{Arg, Callback, Initiator};
use super::header::{Header, is};
use super::todo::{About, Todo};
use crate::judge::shown;
use crate::model::Mark;
use crate::syntax::words;

/// What is proposed, and what must be decided about it.
#[derive(Default)]
pub(super) struct Proposal {
    pub(super) tokens: TokenStream,
    pub(super) marks: Vec<Mark>,
    pub(super) todo: Vec<Todo>,
    /// What is to be known, if it is not decided.
    pub(super) notes: Vec<Todo>,
}

impl Proposal {
    fn ask(&mut self, callback: &str, question: String) {
        let about = About::Callback(callback.to_owned());
        self.todo.push(Todo::new(about, question));
    }

    pub(super) fn mark(&mut self, tokens: TokenStream, why: impl Into<String>) {
        self.marks.push(Mark {
            text: shown::mark(&tokens),
            why: why.into(),
        });
        self.tokens.extend(tokens);
    }
}

/// What an argument contributes to the item.
enum Part {
    /// Nothing: it is one of the function's own arguments, or said by another mark.
    Nothing,
    /// A value, for which nothing must be read.
    Value(TokenStream, Type),
    /// A copy of what is behind a pointer.
    Copy(TokenStream, Type),
    /// Nobody can tell.
    Unknown,
}

/// The marks on the callback that brings the items, which it tells from errors if it is the one
/// that `tells_errors`.
pub(super) fn marks(
    initiator: &Initiator<'_>,
    callback: &Callback,
    tells_errors: bool,
) -> Proposal {
    let mut proposal = Proposal::default();
    let name = &initiator.params[callback.param].name;
    let args: Vec<&Arg> = own(callback).collect();
    let flag = |names: &[&str]| {
        let is_flag = |arg: &&&Arg| {
            initiator.header.is_integer(&arg.ty)
                && words(&arg.name)
                    .iter()
                    .any(|word| names.contains(&word.as_str()))
        };
        args.iter().find(is_flag).map(|arg| arg.name.clone())
    };
    let eol = flag(&["eol"]);
    let success = flag(&["success"]).filter(|_| tells_errors);
    let status = flag(&["ec", "err", "errno", "error", "rc", "status"]).filter(|_| tells_errors);
    map(initiator, name, &args, &[&eol, &success], &mut proposal);
    if let Some(eol) = eol {
        let condition = condition(&args, &eol, |flag| quote!(#flag != 0));
        proposal.mark(
            quote!(#[end_if(#condition)]),
            "the end of the list is no item",
        );
        let about = About::Callback(name.clone());
        let note = "An error, too, ends the stream, which then looks like a short list.";
        proposal.notes.push(Todo::new(about, note));
    } else if let Some(success) = success {
        let condition = condition(&args, &success, |flag| quote!(#flag != 0));
        proposal.mark(
            quote!(#[ok_if(#condition)]),
            "what is no success is an error",
        );
    } else if let Some(status) = status {
        let condition = condition(&args, &status, |flag| quote!(#flag == 0));
        proposal.mark(
            quote!(#[ok_if(#condition)]),
            format!("`{status}` other than 0 is an error"),
        );
    }
    reply(initiator.header, name, callback, &mut proposal);
    proposal
}

/// The arguments without the user data.
pub(super) fn own(callback: &Callback) -> impl Iterator<Item = &Arg> {
    let args = callback.args.iter().enumerate();
    args.filter(|(at, _)| Some(*at) != callback.data)
        .map(|(_, arg)| arg)
}

/// A closure over the arguments, of which it uses these.
fn closure(
    args: &[&Arg],
    used: &dyn Fn(&str) -> bool,
    output: Option<TokenStream>,
    body: &TokenStream,
) -> TokenStream {
    let patterns = args.iter().map(|arg| match used(&arg.name) {
        true => {
            let name = format_ident!("{}", arg.name);
            quote!(#name)
        }
        false => quote!(_),
    });
    match output {
        Some(output) => quote!(|#(#patterns),*| -> #output { #body }),
        None => quote!(|#(#patterns),*| #body),
    }
}

fn condition(args: &[&Arg], flag: &str, test: impl Fn(&TokenStream) -> TokenStream) -> TokenStream {
    let name = format_ident!("{flag}");
    closure(args, &|name| name == flag, None, &test(&quote!(#name)))
}

/// `#[map]`, where the arguments can't be the item as they are.
fn map(
    initiator: &Initiator<'_>,
    callback: &str,
    args: &[&Arg],
    flags: &[&Option<String>],
    proposal: &mut Proposal,
) {
    let (parts, used) = parts(initiator, args, flags);
    for (arg, part) in &parts {
        match part {
            Part::Nothing | Part::Value(..) => {}
            Part::Copy(..) => proposal.ask(
                callback,
                format!(
                    "`#[map]` reads what `{}` points at: see that it is lent for the call, and what \
                     it is taken for",
                    arg.name
                ),
            ),
            Part::Unknown => proposal.ask(
                callback,
                format!(
                    "`{}: {}` is left out of the item: `#[map]` can make an owned value of it",
                    arg.name,
                    text(&arg.ty)
                ),
            ),
        }
    }
    let is_value = |(_, part): &(&Arg, Part)| matches!(part, Part::Value(..));
    if parts.iter().all(is_value) {
        return;
    }
    let (values, types): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .filter_map(|(_, part)| match part {
            Part::Value(value, ty) | Part::Copy(value, ty) => {
                Some((value, initiator.header.public(&ty)))
            }
            Part::Nothing | Part::Unknown => None,
        })
        .unzip();
    let (output, body) = match (&values[..], &types[..]) {
        ([], _) => (None, quote!(())),
        ([value], [ty]) => (Some(quote!(#ty)), value.clone()),
        _ => (Some(quote!((#(#types),*))), quote!((#(#values),*))),
    };
    let map = closure(args, &|name| used.contains(&name), output, &body);
    proposal.mark(quote!(#[map(#map)]), "a pointer is no item");
}

/// What the arguments contribute, and the names of those that are read for it. An argument that is
/// the length of the one before has no part of its own.
fn parts<'a>(
    initiator: &Initiator<'_>,
    args: &[&'a Arg],
    flags: &[&Option<String>],
) -> (Vec<(&'a Arg, Part)>, Vec<&'a str>) {
    let header = initiator.header;
    let is_flag = |arg: &Arg| flags.iter().any(|flag| flag.as_deref() == Some(&arg.name));
    let points_at_several = |arg: &Arg| {
        let pointee = header.pointee(&arg.ty);
        pointee.is_some_and(|pointee| is_elements(header, &pointee))
    };
    let (mut parts, mut used) = (Vec::new(), Vec::new());
    let mut rest = args.iter().copied().peekable();
    while let Some(arg) = rest.next() {
        if is_flag(arg) {
            parts.push((arg, Part::Nothing));
            continue;
        }
        let length = rest.peek().copied();
        let length = length.filter(|next| points_at_several(arg) && is_length(header, next));
        let part = part(initiator, arg, length);
        if matches!(part, Part::Value(..) | Part::Copy(..)) {
            used.push(&*arg.name);
        }
        if let (Part::Copy(..), Some(length)) = (&part, length) {
            used.push(&length.name);
            rest.next();
        }
        parts.push((arg, part));
    }
    (parts, used)
}

/// What one argument contributes; `length` tells how many elements it points at.
fn part(initiator: &Initiator<'_>, arg: &Arg, length: Option<&Arg>) -> Part {
    let header = initiator.header;
    let name = format_ident!("{}", arg.name);
    let behind = header.behind(&arg.ty);
    let Some(pointee) = header.pointee(&arg.ty) else {
        let is_value = header.is_plain(&arg.ty)
            || !matches!(behind, Type::Path(_))
            || header.structure(&behind).is_none();
        return match is_value {
            true => Part::Value(quote!(#name), arg.ty.clone()),
            false => Part::Unknown,
        };
    };
    // The object that calls back: the caller has it.
    if initiator
        .params
        .iter()
        .any(|param| header.behind(&param.ty) == behind && !header.is_word(&param.ty))
    {
        return Part::Nothing;
    }
    if let Some(length) = length {
        let length = format_ident!("{}", length.name);
        let (element, cast): (Type, _) = match is(&header.behind(&pointee), "c_void") {
            true => (syn::parse_quote!(u8), quote!(.cast::<u8>())),
            false => (pointee.clone(), quote!()),
        };
        let copy = quote! {
            match usize::try_from(#length) {
                Ok(length) if !#name.is_null() => {
                    unsafe { ::std::slice::from_raw_parts(#name #cast, length) }.to_vec()
                }
                _ => ::std::vec::Vec::new(),
            }
        };
        return Part::Copy(copy, syn::parse_quote!(::std::vec::Vec<#element>));
    }
    if is(&header.behind(&pointee), "c_char") {
        let copy = quote! {
            (!#name.is_null()).then(|| unsafe { ::std::ffi::CStr::from_ptr(#name) }.to_owned())
        };
        return Part::Copy(
            copy,
            syn::parse_quote!(::std::option::Option<::std::ffi::CString>),
        );
    }
    if header.structure(&pointee).is_some() && header.is_plain(&pointee) {
        let copy = quote!(unsafe { #name.as_ref() }.copied());
        return Part::Copy(copy, syn::parse_quote!(::std::option::Option<#pointee>));
    }
    Part::Unknown
}

/// What several of may lie behind a pointer, with their number in the next argument.
fn is_elements(header: &Header, pointee: &Type) -> bool {
    let behind = header.behind(pointee);
    is(&behind, "c_void") || header.is_plain(&behind)
}

/// Whether the argument is called like a number of bytes or elements.
fn is_length(header: &Header, arg: &Arg) -> bool {
    const NAMES: &[&str] = &["count", "len", "length", "nbytes", "size"];
    let is_called = |name: &str| NAMES.iter().any(|length| name.ends_with(length));
    header.is_integer(&arg.ty) && words(&arg.name).iter().any(|word| is_called(word))
}

/// `#[reply]`, where the callback returns something.
pub(super) fn reply(header: &Header, name: &str, callback: &Callback, proposal: &mut Proposal) {
    let Some(output) = &callback.output else {
        return;
    };
    let answer = match header.behind(output) {
        Type::Ptr(pointer) => match pointer.mutability {
            syn::PointerMutability::Mut(_) => quote!(::std::ptr::null_mut()),
            syn::PointerMutability::Const(_) => quote!(::std::ptr::null()),
        },
        ty if header.is_integer(&ty) => quote!(0),
        ty if is(&ty, "bool") => quote!(false),
        ty => {
            let ty = header.public(&ty);
            quote!(<#ty as ::std::default::Default>::default())
        }
    };
    proposal.ask(name, format!(
        "what does the callback answer? `{answer}` may have C go on, or stop; `closed =` says what \
         once nobody listens, `ask` asks the consumer"
    ));
    proposal.mark(quote!(#[reply(#answer)]), "C is answered at once");
}

/// A type as one writes it in a text.
pub(super) fn text(ty: &Type) -> String {
    let text = quote!(#ty).to_string().replace(" :: ", "::");
    text.replace(":: std::os::raw::", "").replace("* ", "*")
}
