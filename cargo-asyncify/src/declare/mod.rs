//! The declaration for a candidate, with the marks that can be told from its signature.

pub(crate) mod alike;
mod arguments;
mod block;
mod callback;
mod draft;
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
use quote::quote;
use syn::{Generics, Signature};

use crate::find::callbacks;
use crate::model::{Callback, Candidate, Declaration, Place};
use crate::resolve::Resolver;
use callback::Context;
use draft::Draft;
use evidence::Evidence;
use public::{Needed, Public};

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
    let mut draft = Draft::new(sig, needed);
    let (roles, todo) = roles::of(&callbacks);
    let context = Context {
        public,
        head: &head,
        outer: match candidate.place {
            Place::Method { .. } => Some(&head.generics),
            _ => None,
        },
        evidence: &evidence,
        is_decided,
    };
    for (callback, told) in callbacks.iter().zip(&roles) {
        context.mark(callback, told, &mut draft)?;
    }
    draft.todo.extend(todo);
    draft.todo.extend(public::need(&draft.needed));
    let mut told = callbacks.iter().zip(&roles);
    let item = told.find(|(_, told)| matches!(told.role, None | Some("item")));
    if let Some((item, _)) = item {
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
