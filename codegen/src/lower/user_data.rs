//! Listener traits whose methods have no `self`: what they are called with leads to the sender.
//!
//! The user chooses what stands for such a parameter of the trait. Here that is the sender, for which
//! the trait is implemented as well, so its name is `Self`.

use crate::collect::CollectVec;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, Signature, Type};

use crate::codes::Code;
use crate::erasure;
use crate::source::Source;
use crate::types;
use crate::walk::{self, Part};

/// Where the parameter stands that leads to the sender, if one does, and which of the trait's types
/// it is.
pub(super) fn find(source: &Source, generics: &Generics) -> syn::Result<Option<(usize, Ident)>> {
    let mut marked = None;
    for (at, parameter) in source.parameters.iter().enumerate() {
        match &parameter.marks.user_data {
            Some(second) if marked.is_some() => {
                return Err(Code::SENDER_PARAMETER.at(
                    second,
                    "one parameter leads to the sender: keep one `#[user_data]`",
                ));
            }
            Some(mark) => marked = Some((at, mark, &parameter.declared.ty)),
            None => {}
        }
    }
    let Some((at, mark, ty)) = marked else {
        return Ok(None);
    };
    if source.receiver.is_some() {
        return Err(
            Code::SENDER_PARAMETER.at(mark, "the sender is `self` here: remove `#[user_data]`")
        );
    }
    let mut params = generics.type_params().map(|param| &param.ident);
    let ident = pointee(ty).filter(|ident| params.any(|param| param == ident));
    ident.map(|ident| Some((at, ident))).ok_or_else(|| {
        Code::SENDER_PARAMETER.at(
            ty,
            "the sender can't stand for this type: `#[user_data]` goes on a reference to a type \
             parameter of the trait, `data: &UserData`",
        )
    })
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
                [inner] if types::is_called(&last.ident, OWNERS) => pointee(inner),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The signature as the implementation has it: the sender is `Self`, and the types that the mirror
/// chooses are written out, because the event has no `Self::Name`.
pub(super) fn resolve(sig: &mut Signature, senders: &[Ident], chosen: &[(Ident, Type)]) {
    walk::signature(sig, &mut |part| {
        let Part::Type(ty) = part else { return true };
        let choice = choice(ty, chosen).cloned();
        let is_chosen = choice.is_some();
        if let Some(choice) = choice {
            *ty = choice;
        }
        !is_chosen
    });
    if let Ok(resolved) = syn::parse2(as_self(sig.to_token_stream(), senders)) {
        *sig = resolved;
    }
}

/// What the mirror chose for a `Self::Name`.
fn choice<'a>(ty: &Type, chosen: &'a [(Ident, Type)]) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let names = path.path.segments.iter().map(|s| &s.ident).collect_vec();
    match names.as_slice() {
        [own, name] if *own == "Self" => chosen
            .iter()
            .find_map(|(known, ty)| (known == *name).then_some(ty)),
        _ => None,
    }
}

pub(super) fn as_self(tokens: TokenStream, senders: &[Ident]) -> TokenStream {
    senders.iter().fold(tokens, |tokens, sender| {
        types::replace_tokens(tokens, &sender.to_string(), &quote!(Self))
    })
}

/// The generics of the implementation.
pub(super) fn without(generics: &Generics, senders: &[Ident]) -> Generics {
    let is_sender = |param: &_| senders.iter().any(|sender| erasure::is(param, sender));
    let params = generics.params.iter().filter(|param| !is_sender(*param));
    let clause = &generics.where_clause;
    let sig = as_self(quote!(fn name<#(#params),*>() #clause), senders);
    syn::parse2::<Signature>(sig).map_or_else(|_| Generics::default(), |sig| sig.generics)
}
