//! The declaration of a C function, with the marks that can be told.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ReturnType, Type};

use super::callback::{Callback, Initiator};
use super::item;
use super::returned::{self, Returned};
use super::shape::{self, Shape};
use super::todo::{About, Todo};
use crate::config::FunctionDecision;
use crate::declare::alike;
use crate::model::{Block, Declaration, Mark};
use crate::syntax::{docs, snake, words};

/// The declaration, or why there is none.
pub(super) fn declare(
    initiator: &Initiator<'_>,
    abi: String,
    decisions: &[&FunctionDecision],
) -> Result<Declaration, String> {
    let first = &initiator.callbacks[0];
    let shape = shape::of(initiator, decisions)?;
    let returned = returned::returned(initiator, shape.word);
    let proposal = match shape.word {
        "frames" | "feed" => samples(initiator, first),
        word => {
            // One kind of error is enough: that of the call goes before.
            let tells_errors = word == "once" && returned.status.tokens.is_empty();
            item::marks(initiator, first, tells_errors)
        }
    };
    let open = |of: &[&[Todo]]| -> Vec<String> {
        let is_open = |it: &&Todo| !decisions.iter().any(|decision| it.is_settled(decision));
        let open = of.iter().copied().flatten().filter(is_open);
        open.map(|it| it.text.clone()).collect()
    };
    let todo = open(&[
        &initiator.unsure,
        &shape.todo,
        roles(initiator).as_slice(),
        &proposal.todo,
        &returned.status.todo,
    ]);
    let notes = open(&[&proposal.notes, &returned.notes]);
    let mut marks = [&shape.marks[..], &proposal.marks, &returned.status.marks].concat();
    let params = params(initiator, &proposal.tokens, &mut marks);
    let mut declaration = Declaration {
        block: Block::Extern { abi },
        item: function(initiator, &shape, &returned, &notes, &params),
        marks,
        todo,
        notes,
        doubts: Vec::new(),
        renamed: Default::default(),
    };
    alike::rename(&mut declaration, |path| initiator.header.declares(path));
    Ok(declaration)
}

/// What is to be said of several callbacks.
fn roles(initiator: &Initiator<'_>) -> Option<Todo> {
    let [first, _, ..] = &initiator.callbacks[..] else {
        return None;
    };
    let name = |callback: &Callback| &initiator.params[callback.param].name;
    let names = initiator.callbacks.iter();
    let names = names.map(|callback| format!("`{}`", name(callback)));
    let what = format!(
        "several callbacks, {}: say what each is, `#[item]`, `#[error]`, `#[end]`, `#[progress]` or \
         `#[skip]`",
        names.collect::<Vec<_>>().join(" and ")
    );
    Some(Todo::new(About::Callback(name(first).clone()), what))
}

/// The function with all that is said of it.
fn function(
    initiator: &Initiator<'_>,
    shape: &Shape,
    returned: &Returned,
    notes: &[String],
    params: &TokenStream,
) -> TokenStream {
    let sig = &initiator.function.sig;
    let summary = summary(initiator);
    let noted = notes.iter().map(|note| format!(" {note}"));
    let word = format_ident!("{}", shape.word);
    let name = &sig.ident;
    let small = format_ident!("{}", snake(&name.to_string()));
    let renamed = (small != *name).then(|| quote!(name = #small));
    let options = shape.options.iter().chain(&renamed);
    let options = options.chain(&returned.options);
    let status = &returned.status.tokens;
    let attrs = initiator.function.attrs.iter();
    let links = attrs.filter(|attr| attr.path().is_ident("link_name"));
    let output = match &sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => {
            let ty = initiator.header.public(ty);
            Some(quote!(-> #ty))
        }
    };
    quote! {
        #[doc = #summary]
        #(#[doc = ""] #[doc = #noted])*
        #[asyncify(#word #(, #options)*)]
        #status
        #(#links)*
        pub fn #name(#params) #output;
    }
}

/// The first sentence of the documentation, as plain text.
fn summary(initiator: &Initiator<'_>) -> String {
    let docs = docs(&initiator.function.attrs);
    let docs = docs.trim().replace('^', "");
    let paragraph = docs
        .split("\n\n")
        .next()
        .unwrap_or_default()
        .replace('\n', " ")
        .replace("  ", " ");
    let sentence = match paragraph.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => paragraph,
    };
    let mut plain = String::new();
    for letter in sentence.trim().chars() {
        if "\\`*_[]<>#".contains(letter) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    match plain.as_str() {
        "" => format!(" `{}`.", initiator.function.sig.ident),
        text => format!(" {text}"),
    }
}

fn params(initiator: &Initiator<'_>, of_item: &TokenStream, marks: &mut Vec<Mark>) -> TokenStream {
    let several = initiator.callbacks.len() > 1;
    let params = initiator.params.iter().enumerate().map(|(at, param)| {
        let name = format_ident!("{}", param.name);
        let callback = initiator
            .callbacks
            .iter()
            .position(|callback| callback.param == at);
        let destroy = initiator
            .destroys
            .iter()
            .find(|callback| callback.param == at);
        let mut mark = |text: &str, why: &str| {
            marks.push(Mark {
                text: text.to_owned(),
                why: why.to_owned(),
            });
        };
        if let Some(which) = callback {
            let ty = pointer(initiator, &initiator.callbacks[which]);
            let (role, of_item) = match (several, which) {
                (false, _) => (None, Some(of_item)),
                (true, 0) => (Some(quote!(#[item])), Some(of_item)),
                (true, _) => (Some(quote!(#[skip])), None),
            };
            quote!(#role #of_item #name: #ty)
        } else if let Some(destroy) = destroy {
            mark(
                "#[destroy]",
                "it is called when C is done with the callback",
            );
            let ty = pointer(initiator, destroy);
            quote!(#[destroy] #name: #ty)
        } else if initiator.data == at {
            mark("#[user_data]", "it leads back to the task that waits");
            let ty = initiator.header.public(&param.ty);
            quote!(#[user_data] #name: #ty)
        } else {
            let ty = initiator.header.public(&param.ty);
            quote!(#name: #ty)
        }
    });
    quote!(#(#params),*)
}

/// The type of a callback, written out; its user data is called like the function's.
fn pointer(initiator: &Initiator<'_>, callback: &Callback) -> Type {
    let data = &initiator.params[initiator.data];
    let args = callback.args.iter().enumerate().map(|(at, arg)| {
        let ty = initiator.header.public(&arg.ty);
        let named = match callback.data == Some(at) {
            true => data,
            false => arg,
        };
        let name = format_ident!("{}", named.name);
        quote!(#name: #ty)
    });
    let output = callback.output.as_ref().map(|ty| {
        let ty = initiator.header.public(ty);
        quote!(-> #ty)
    });
    let function = &callback.pointer.function;
    let (unsafety, abi) = (&function.unsafety, &function.abi);
    syn::parse_quote!(::std::option::Option<#unsafety #abi fn(#(#args),*) #output>)
}

/// The marks of a callback that takes or gives samples.
fn samples(initiator: &Initiator<'_>, callback: &Callback) -> item::Proposal {
    let mut proposal = item::Proposal::default();
    let header = initiator.header;
    let name = &initiator.params[callback.param].name;
    let args: Vec<_> = item::own(callback).collect();
    let input = args
        .iter()
        .position(|arg| header.pointee(&arg.ty).is_some());
    let count = args.iter().position(|arg| {
        words(&arg.name)
            .iter()
            .any(|word| word.contains("frame") || word == "samples")
    });
    if let (Some(input), Some(count)) = (input, count) {
        let patterns = (0..args.len()).map(|at| {
            let name = format_ident!("{}", args[at].name);
            if at == input || at == count {
                quote!(#name)
            } else {
                quote!(_)
            }
        });
        let (data, frames) = (
            format_ident!("{}", args[input].name),
            format_ident!("{}", args[count].name),
        );
        proposal.mark(
            quote! {
                #[map(|#(#patterns),*| -> &[f32] {
                    unsafe { ::std::slice::from_raw_parts(#data.cast::<f32>(), #frames as usize) }
                })]
            },
            "the samples of a call",
        );
    }
    item::reply(header, name, callback, &mut proposal);
    proposal
}
