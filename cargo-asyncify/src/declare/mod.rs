//! The declaration for a candidate, with the marks that can be told from its signature.

pub(crate) mod alike;
mod arguments;
mod block;
mod evidence;
mod listener;
pub(crate) mod names;
mod property;
mod public;
mod reply;
mod roles;
mod scope;
mod types;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Generics, Receiver, ReceiverKind, Signature, Type};

use crate::find::callbacks;
use crate::judge::shown;
use crate::model::{Callback, Calls, Candidate, Declaration, Mark, Place};
use crate::resolve::Resolver;
use crate::syntax::bare;
use arguments::Arguments;
use evidence::Evidence;
use public::{Needed, Public};
use reply::Replies;
use scope::Meant;

/// The declaration, or why there is none. Where people have decided that there is something to
/// await, they are taken at their word.
pub(crate) fn declare(
    candidate: &Candidate,
    is_decided: bool,
    resolver: &Resolver<'_>,
) -> Result<Declaration, String> {
    let public = Public {
        resolver,
        module: candidate.module,
    };
    let head = block::of(candidate, public)?;
    let Some(sig) = &candidate.sig else {
        return listener::declare(candidate, head.block, public);
    };
    if sig.asyncness.is_some() {
        return Err(String::from("it is `async` already"));
    }
    let mut needed = Needed::new();
    let mut sig = public.signature(sig, &head.generics, &mut needed)?;
    if let (Place::Function { .. }, Some((_, name))) =
        (&candidate.place, candidate.path.rsplit_once("::"))
    {
        // A re-export may call it something else.
        sig.ident = syn::parse_str(name).unwrap_or(sig.ident);
    }
    let callbacks = public_callbacks(candidate, &sig, &head.generics);
    let evidence = Evidence::of(&sig.ident.to_string(), &candidate.attrs);
    let mut draft = Draft {
        sig,
        marks: Vec::new(),
        todo: Vec::new(),
        notes: Vec::new(),
        doubts: Vec::new(),
        options: Vec::new(),
    };
    let (roles, todo) = roles::of(&callbacks);
    let outer = match candidate.place {
        Place::Method { .. } => Some(&head.generics),
        _ => None,
    };
    let mut item = None;
    for (callback, told) in callbacks.iter().zip(&roles) {
        if let Some(role) = told.role {
            let role = syn::Ident::new(role, proc_macro2::Span::call_site());
            draft.mark(callback, quote!(#[#role]), told.why.clone());
        }
        if told.role == Some("skip") {
            continue;
        }
        let meant = match scope::meant(
            callback,
            &draft.sig,
            outer,
            head.self_ty.as_ref(),
            &evidence,
        ) {
            Err(_) if is_decided => match callback.calls {
                Calls::Once => Meant::Told(String::from("as was decided")),
                _ => Meant::Plain,
            },
            meant => meant?,
        };
        match meant {
            Meant::Plain => {}
            Meant::Told(why) if told.role.is_none() => draft.mark(callback, quote!(#[item]), why),
            Meant::Asked(todo) => {
                if told.role.is_none() {
                    draft.mark(callback, quote!(#[item]), todo.clone());
                }
                draft.todo.push(todo);
            }
            Meant::Told(_) => {}
        }
        if let Some(hidden) = &callback.hidden {
            public::refuse(&hidden.private)?;
            needed.extend(hidden.crates.clone());
            scope::refuse_named(callback, &draft.sig)?;
            let shape = &hidden.shape;
            let wrap = hidden.wrap.as_ref().map(|wrap| quote!(, wrap = #wrap));
            let why = match hidden.behind.as_deref() {
                Some(path) => format!("`{path}` stands for a closure"),
                None => String::from("its type stands for a closure"),
            };
            draft.mark(callback, quote!(#[shape(#shape #wrap)]), why);
            if hidden.is_send {
                draft.send(&hidden.inputs);
            }
        }
        if callback.calls == Calls::C {
            draft.user_data(callback)?;
        }
        if matches!(told.role, None | Some("item")) {
            item = Some(callback);
        }
        // What is filled has the place of an item.
        let fills = callback.inputs.iter().any(is_filled);
        let arguments = Arguments {
            public,
            sig: &draft.sig.clone(),
            self_ty: head.self_ty.as_ref(),
            must_be_send: callback.is_send,
            outer: &head.generics,
        };
        if let Some(map) = arguments
            .map(callback)
            .filter(|_| !fills && told.role != Some("end"))
        {
            draft.mark(callback, map.tokens, map.why);
            draft.todo.extend(map.todo);
        }
        let replies = Replies {
            public,
            sig: &draft.sig.clone(),
            evidence: &evidence,
        };
        if let Some(reply) = replies.of(callback) {
            draft.mark(callback, reply.tokens, reply.why);
            draft.todo.extend(reply.todo);
        }
    }
    draft.todo.extend(todo);
    draft.todo.extend(public::need(&needed));
    if let Some(item) = item {
        draft.shape(item, &evidence);
        draft.given_back(item, head.self_ty.as_ref());
    }
    draft.handle(&evidence);
    let vis = match candidate.place {
        Place::TraitMethod { .. } => TokenStream::new(),
        _ => quote!(pub),
    };
    let mut declaration = draft.finish(head.block, &vis);
    alike::rename(&mut declaration, |path| public.is_type(path));
    Ok(declaration)
}

/// The callbacks as the public signature has them.
fn public_callbacks(candidate: &Candidate, sig: &Signature, outer: &Generics) -> Vec<Callback> {
    let recognised = callbacks::recognised(sig, &[outer]);
    let find = |callback: &Callback| {
        let same = |it: &&Callback| it.param == callback.param;
        recognised.iter().find(same).unwrap_or(callback).clone()
    };
    candidate.callbacks.iter().map(find).collect()
}

/// `&mut [T]`
fn is_filled(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(lent) if lent.mutability.is_some()) && reply::is_slice(ty)
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
        true => handle(types::arguments(&last.arguments).first()?),
        false => Some(last.ident.clone()),
    }
}

/// A declaration in the making.
struct Draft {
    sig: Signature,
    marks: Vec<Mark>,
    todo: Vec<String>,
    notes: Vec<String>,
    doubts: Vec<String>,
    /// The function's own `#[asyncify(..)]`.
    options: Vec<TokenStream>,
}

impl Draft {
    /// Puts a mark on a callback.
    fn mark(&mut self, callback: &Callback, tokens: TokenStream, why: String) {
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
    fn user_data(&mut self, callback: &Callback) -> Result<(), String> {
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
    fn send(&mut self, inputs: &[Type]) {
        let params: Vec<_> = self.sig.generics.type_params().collect();
        let is_generic = |input: &&Type| {
            let mut names = params.iter().map(|it| it.ident.to_string());
            names.any(|name| block::speaks_of(input, &name))
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
    fn shape(&mut self, item: &Callback, evidence: &Evidence) {
        let name = &item.name;
        if item.inputs.iter().any(is_filled) && item.calls != Calls::Once {
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
    fn given_back(&mut self, item: &Callback, self_ty: Option<&Type>) {
        let is_taken = |it: &Receiver| matches!(it.kind, ReceiverKind::Value);
        let syn::ReturnType::Type(_, ty) = &self.sig.output else {
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
    fn handle(&mut self, evidence: &Evidence) {
        if let syn::ReturnType::Type(_, ty) = &self.sig.output
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

    fn finish(self, block: crate::model::Block, vis: &TokenStream) -> Declaration {
        let Draft {
            sig,
            marks,
            todo,
            notes,
            doubts,
            options,
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
