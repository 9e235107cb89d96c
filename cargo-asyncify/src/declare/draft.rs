//! A declaration in the making.

use asyncify_codegen::scan::mentions;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Receiver, ReceiverKind, ReturnType, Signature, Type};

use super::callback::fills;
use super::evidence::Evidence;
use super::public::Needed;
use super::types;
use crate::judge::shown;
use crate::model::{Block, Callback, Calls, Declaration, Mark};
use crate::syntax::{arguments, bare};

/// A function with the marks that it has so far, and what there is to say of them.
pub(super) struct Draft {
    pub(super) sig: Signature,
    /// What it takes to compile.
    pub(super) needed: Needed,
    marks: Vec<Mark>,
    pub(super) todo: Vec<String>,
    notes: Vec<String>,
    doubts: Vec<String>,
    /// The function's own `#[asyncify(..)]`.
    options: Vec<TokenStream>,
}

impl Draft {
    pub(super) fn new(sig: Signature, needed: Needed) -> Draft {
        Draft {
            sig,
            needed,
            marks: Vec::new(),
            todo: Vec::new(),
            notes: Vec::new(),
            doubts: Vec::new(),
            options: Vec::new(),
        }
    }

    /// Puts a mark on a callback.
    pub(super) fn mark(&mut self, callback: &Callback, tokens: TokenStream, why: String) {
        let mut typed = self.sig.inputs.iter_mut().filter_map(|input| match input {
            FnArg::Typed(input) => Some(input),
            FnArg::Receiver(_) => None,
        });
        let Some(declared) = typed.nth(callback.param) else {
            return;
        };
        let text = format!("{} {}", shown::mark(&tokens), callback.name);
        declared.attrs.push(syn::parse_quote!(#tokens));
        self.marks.push(Mark { text, why });
    }

    /// Marks what a C callback is handed, and leads back to the task.
    pub(super) fn user_data(&mut self, callback: &Callback) -> Result<(), String> {
        let typed = self.sig.inputs.iter_mut().filter_map(|input| match input {
            FnArg::Typed(input) if types::is_void_pointer(&input.ty) => Some(input),
            _ => None,
        });
        let mut given: Vec<_> = typed.collect();
        let is_handed = callback.inputs.iter().any(types::is_void_pointer);
        match given.as_mut_slice() {
            [_, ..] if !is_handed => {}
            [one] => {
                one.attrs.push(syn::parse_quote!(#[user_data]));
                self.marks.push(Mark {
                    text: format!("#[user_data] {}", one.pat.to_token_stream()),
                    why: format!("what `{}` is handed", callback.name),
                });
                return Ok(());
            }
            [_, _, ..] => {
                self.todo.push(format!(
                    "which `*mut c_void` is `{}` handed? Mark that one `#[user_data]`",
                    callback.name
                ));
                return Ok(());
            }
            [] => {}
        }
        Err(format!(
            "`{}` is C's, and no `*mut c_void` is handed to it that could lead back to a task",
            callback.name
        ))
    }

    /// Has what is generic among a closure's arguments be `Send`: the macro sees to that where it
    /// sees that the closure is.
    pub(super) fn send(&mut self, inputs: &[Type]) {
        let generics = &self.sig.generics;
        let is_generic = |input: &&Type| {
            let mut params = generics.type_params();
            params.any(|param| mentions(input, &param.ident))
        };
        let generic: Vec<_> = inputs.iter().filter(is_generic).cloned().collect();
        for input in generic {
            let clause = self.sig.generics.make_where_clause();
            let predicate = syn::parse_quote!(#input: ::core::marker::Send);
            clause.predicates.push(predicate);
        }
    }

    fn option(&mut self, word: TokenStream, why: String) {
        self.marks.push(Mark {
            text: format!("#[asyncify({word})]"),
            why,
        });
        self.options.push(word);
    }

    /// Says the shape where the callback's type does not say all.
    pub(super) fn shape(&mut self, item: &Callback, evidence: &Evidence) {
        let name = &item.name;
        if fills(item) && item.calls != Calls::Once {
            let why = format!("`{name}` fills a slice: the async side supplies what is in it");
            self.option(quote!(feed), why);
            return;
        }
        if item.calls == Calls::Once {
            return;
        }
        if let Some(words) = evidence.once() {
            self.option(quote!(once), format!("its docs say “{words}”"));
        } else if item.calls == Calls::C {
            self.option(
                quote!(stream),
                String::from("C does not tell how often it calls"),
            );
            self.notes
                .push(format!("If `{name}` is called once, say `once`."));
        } else if item.inputs.first().is_some_and(is_samples) {
            self.doubts.push(String::from(
                "`frames` brings samples from a realtime thread: it neither allocates nor locks there.",
            ));
        } else if evidence.many().is_none() && !evidence.registers() {
            self.doubts.push(format!(
                "A stream, because `{name}` may be called many times; if it is called once, say `once`."
            ));
        }
    }

    /// What becomes of an object that the function takes and gives back, as setters of builders do:
    /// callbacks come once something else has taken it.
    pub(super) fn given_back(&mut self, item: &Callback, self_ty: Option<&Type>) {
        let is_taken = |it: &Receiver| matches!(it.kind, ReceiverKind::Value);
        let ReturnType::Type(_, ty) = &self.sig.output else {
            return;
        };
        let Some(given) = handle(ty).filter(|_| self.sig.receiver().is_some_and(is_taken)) else {
            return;
        };
        let own = self_ty.and_then(handle);
        if given != "Self" && Some(&given) != own.as_ref() {
            return;
        }
        let of = own.map_or_else(|| String::from("the object"), |own| format!("the `{own}`"));
        let says = |word| self.options.iter().any(|it| it.to_string() == word);
        match item.calls == Calls::Once || says("once") {
            true => self.todo.push(format!(
                "it gives {of} back, which the future keeps until `{}` is called: if that takes \
                 more than to keep it, say with `start = |it| ..` what",
                item.name
            )),
            // A feed does not give it out.
            false if says("feed") => {}
            false => self.notes.push(format!(
                "The stream keeps {of} that it gives back: `.detach()` gives that out, to go on with."
            )),
        }
    }

    /// What a reader should know of how it is driven, and stopped.
    pub(super) fn handle(&mut self, evidence: &Evidence) {
        if let ReturnType::Type(_, ty) = &self.sig.output
            && let Some(last) = handle(ty)
            && (last.to_string().ends_with("Id") || last == "Token")
        {
            self.notes.push(format!(
                "To drop a `{last}` stops nothing: `cancel = |id| ..` says what does."
            ));
        }
        if let Some(words) = evidence.driver() {
            self.notes.push(format!(
                "Something may have to drive it for a call to come: its docs speak of “{words}”."
            ));
        }
    }

    pub(super) fn finish(self, block: Block, vis: &TokenStream) -> Declaration {
        let Draft {
            sig,
            marks,
            todo,
            notes,
            doubts,
            options,
            ..
        } = self;
        let attribute = (!options.is_empty()).then(|| quote!(#[asyncify(#(#options),*)]));
        Declaration {
            block,
            item: quote!(#attribute #vis #sig;).to_token_stream(),
            marks,
            todo,
            notes,
            doubts,
            renamed: Default::default(),
        }
    }
}

/// `&[T]` of numbers, or of whatever the caller chooses.
fn is_samples(ty: &Type) -> bool {
    const NUMBERS: &[&str] = &["T", "f32", "f64", "i16", "i32"];
    match bare(ty) {
        Type::Reference(lent) => match bare(&lent.elem) {
            Type::Slice(slice) => matches!(bare(&slice.elem), Type::Path(path)
                if NUMBERS.iter().any(|name| path.path.is_ident(name))),
            _ => false,
        },
        _ => false,
    }
}

/// The name of the type that a function returns, if all is well.
fn handle(returned: &Type) -> Option<syn::Ident> {
    let Type::Path(path) = returned else {
        return None;
    };
    let last = path.path.segments.last()?;
    match last.ident == "Result" {
        true => handle(arguments(&last.arguments).first()?),
        false => Some(last.ident.clone()),
    }
}
