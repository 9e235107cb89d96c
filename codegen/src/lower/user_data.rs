//! Listener traits whose methods have no `self`: what they are called with leads to the sender.
//!
//! The user chooses what stands for such a parameter of the trait. Here that is the sender, for which
//! the trait is implemented as well, so its name is `Self`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Generics, Signature, Type};

use crate::erasure;
use crate::errors::Errors;
use crate::source::{Parameter, Source};
use crate::types;

pub(super) fn is_marked(parameter: &Parameter) -> bool {
    parameter.marks.user_data.is_some()
}

/// Where the parameter stands that leads to the sender, and which of the trait's types it is.
pub(super) fn find(
    source: &Source,
    generics: &Generics,
    errors: &mut Errors,
) -> Option<(usize, Ident)> {
    let mut marked = source
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| is_marked(parameter));
    let (at, parameter) = marked.next()?;
    if let Some((_, second)) = marked.next() {
        errors.at(
            &second.marks.user_data,
            "one parameter leads to the sender: keep one `#[user_data]`",
        );
        return None;
    }
    if source.receiver.is_some() {
        errors.at(
            &parameter.marks.user_data,
            "the sender is `self` here: remove `#[user_data]`",
        );
        return None;
    }
    let ty = &parameter.declared.ty;
    let ident = pointee(ty).and_then(|ident| {
        let mut params = generics.type_params().map(|param| &param.ident);
        params.find(|param| **param == ident).cloned()
    });
    if ident.is_none() {
        errors.at(
            ty,
            "the sender can't stand for this type: `#[user_data]` goes on a reference to a type \
             parameter of the trait, `data: &UserData`",
        );
    }
    ident.map(|ident| (at, ident))
}

/// The name behind references and what else leads to its fields.
fn pointee(ty: &Type) -> Option<Ident> {
    const OWNERS: &[&str] = &["Box", "Rc", "Arc"];
    match types::bare(ty) {
        Type::Reference(reference) => pointee(&reference.elem),
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            match types::arguments(&last.arguments).as_slice() {
                [] => path.path.get_ident().cloned(),
                [inner] if OWNERS.iter().any(|owner| last.ident == owner) => pointee(inner),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The signature as the implementation has it: the sender is `Self`, and the types that the mirror
/// chooses are written out, because the event has no `Self::Name`.
pub(super) fn resolve(sig: &mut Signature, senders: &[Ident], chosen: &[(Ident, Type)]) {
    struct Choose<'a>(&'a [(Ident, Type)]);
    impl VisitMut for Choose<'_> {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            syn::visit_mut::visit_type_mut(self, ty);
            let Type::Path(path) = &*ty else { return };
            let names: Vec<_> = path.path.segments.iter().map(|s| &s.ident).collect();
            let found = match names.as_slice() {
                [own, name] if *own == "Self" => self.0.iter().find(|(known, _)| known == *name),
                _ => None,
            };
            if let Some((_, chosen)) = found {
                *ty = chosen.clone();
            }
        }
    }
    Choose(chosen).visit_signature_mut(sig);
    if let Ok(resolved) = syn::parse2(as_self(sig.to_token_stream(), senders)) {
        *sig = resolved;
    }
}

pub(super) fn as_self(tokens: TokenStream, senders: &[Ident]) -> TokenStream {
    senders.iter().fold(tokens, |tokens, sender| {
        types::replace_tokens(tokens, &sender.to_string(), &quote!(Self))
    })
}

/// The generics of the implementation.
pub(super) fn without(generics: &Generics, senders: &[Ident]) -> Generics {
    let mut generics = generics.clone();
    generics.params = generics
        .params
        .into_iter()
        .filter(|param| !senders.iter().any(|sender| erasure::is(param, sender)))
        .collect();
    let clause = generics.where_clause.take();
    let mut replaced = generics.clone();
    if let Ok(params) = syn::parse2(as_self(quote!(#generics), senders)) {
        replaced = params;
    }
    replaced.where_clause =
        clause.and_then(|clause| syn::parse2(as_self(quote!(#clause), senders)).ok());
    replaced
}
