//! The declaration of a C function, with the marks that can be told.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ReturnType, Type};

use super::callback::{Callback, Initiator};
use super::calls::{Calls, calls};
use super::header::{snake, words};
use super::todo::{About, Todo};
use super::{item, returned};
use crate::config::{FunctionDecision, SHAPES};
use crate::declare::alike;
use crate::model::{Block, Declaration, Mark};
use crate::syntax::docs;

/// The declaration, or why there is none.
pub(super) fn declare(
    initiator: &Initiator<'_>,
    abi: String,
    decisions: &[&FunctionDecision],
) -> Result<Declaration, String> {
    let first = &initiator.callbacks[0];
    let mut todo = initiator.unsure.clone();
    let mut marks = Vec::new();
    let decided = SHAPES.iter().copied().find(|word| {
        let mut options = decisions.iter().flat_map(|decision| &decision.options);
        options.any(|option| option.is(word))
    });
    let is_accepted = decisions.iter().any(|decision| decision.accept);
    let mut options = Vec::new();
    let word = match calls(initiator, first) {
        _ if decided.is_some() => decided.unwrap_or_default(),
        Calls::Known(word, why) => {
            marks.push(Mark {
                text: format!("#[asyncify({word})]"),
                why,
            });
            word
        }
        Calls::Unknown(word, question) => {
            todo.push(Todo::new(About::Calls, question));
            word
        }
        Calls::During(_) if is_accepted => {
            options.push(quote!(blocking));
            "stream"
        }
        Calls::During(word) => {
            return Err(format!(
                "it calls back while it runs (`{word}` in its name): there is nothing left to \
                 await when it returns. A decision, `accept`, makes a stream of it, on \
                 a thread of its own"
            ));
        }
    };
    let returned = returned::returned(initiator, word);
    let proposal = match word {
        "frames" | "feed" => samples(initiator, first),
        _ => {
            // One kind of error is enough: that of the call goes before.
            let tells_errors = word == "once" && returned.status.tokens.is_empty();
            item::marks(initiator, first, tells_errors)
        }
    };
    if initiator.callbacks.len() > 1 {
        let names = initiator
            .callbacks
            .iter()
            .map(|callback| format!("`{}`", initiator.params[callback.param].name));
        let about = About::Callback(initiator.params[first.param].name.clone());
        let what = format!(
            "several callbacks, {}: say what each is, `#[item]`, `#[error]`, `#[end]`, \
             `#[progress]` or `#[skip]`",
            names.collect::<Vec<_>>().join(" and ")
        );
        todo.push(Todo::new(about, what));
    }
    todo.extend(proposal.todo.iter().cloned());
    todo.extend(returned.status.todo.iter().cloned());
    marks.extend(proposal.marks.clone());
    marks.extend(returned.status.marks.clone());

    let word = format_ident!("{word}");
    let is_open = |todo: &Todo| !decisions.iter().any(|decision| todo.is_settled(decision));
    todo.retain(is_open);
    let notes = proposal.notes.iter().chain(&returned.notes);
    let notes = notes.filter(|note| is_open(note));
    let notes: Vec<_> = notes.map(|note| note.text.clone()).collect();
    let own = &initiator.function.sig.ident;
    let snake = snake(own);
    let renamed = (snake != *own).then(|| quote!(name = #snake));
    options.extend(renamed);
    options.extend(returned.options);
    let status = &returned.status.tokens;
    let links = initiator
        .function
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("link_name"));
    let summary = summary(initiator);
    let noted = notes.iter().map(|note| format!(" {note}"));
    let params = params(initiator, &proposal.tokens, &mut marks);
    let name = &initiator.function.sig.ident;
    let output = match &initiator.function.sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => {
            let ty = initiator.header.public(ty);
            Some(quote!(-> #ty))
        }
    };
    let mut declaration = Declaration {
        block: Block::Extern { abi },
        item: quote! {
            #[doc = #summary]
            #(#[doc = ""] #[doc = #noted])*
            #[asyncify(#word #(, #options)*)]
            #status
            #(#links)*
            pub fn #name(#params) #output;
        },
        marks,
        todo: todo.into_iter().map(|todo| todo.text).collect(),
        notes,
        doubts: Vec::new(),
        renamed: Default::default(),
    };
    alike::rename(&mut declaration, |path| initiator.header.declares(path));
    Ok(declaration)
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
        } else if initiator.data == Some(at) {
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
    let name = initiator
        .data
        .map(|at| format_ident!("{}", initiator.params[at].name));
    let args = callback.args.iter().enumerate().map(|(at, arg)| {
        let ty = initiator.header.public(&arg.ty);
        match (&name, callback.data == Some(at)) {
            (Some(name), true) => quote!(#name: #ty),
            _ => {
                let name = format_ident!("{}", arg.name);
                quote!(#name: #ty)
            }
        }
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
