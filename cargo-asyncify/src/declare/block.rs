//! What a declaration stands in.

use asyncify_codegen::scan::mentions;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{GenericParam, Generics, Ident, ItemTrait, TraitItem, Type, TypeParam, parse_quote};

use super::public::Public;
use crate::judge::absolute;
use crate::model::{Block, Candidate, Place};

/// The block, and the type that `Self` is in it, where that has a name.
pub(super) struct Head {
    pub(super) block: Block,
    pub(super) self_ty: Option<Type>,
    pub(super) generics: Generics,
}

/// What a candidate's twin is to be declared in.
pub(super) fn of(candidate: &Candidate, public: Public<'_>) -> Result<Head, String> {
    match &candidate.place {
        Place::Function { module } => Ok(Head {
            block: Block::Module { path: raw(module) },
            self_ty: None,
            generics: Generics::default(),
        }),
        Place::Method { self_ty, generics } => {
            let (generics, self_ty) = public.head(generics, self_ty)?;
            let (own, _, predicates) = generics.split_for_impl();
            let of = candidate.path.rsplit_once("::");
            let of = of.map_or(candidate.path.as_str(), |(of, _)| of);
            Ok(Head {
                block: extension(of, quote!(impl #own #self_ty #predicates)),
                self_ty: Some(self_ty),
                generics,
            })
        }
        Place::TraitMethod { of, item } => mirror(of, item, public),
        Place::Listener { .. } => Ok(Head {
            block: Block::Listener {
                path: candidate.path.clone(),
            },
            self_ty: None,
            generics: Generics::default(),
        }),
    }
}

/// The path with its keywords as names: `a::r#type`.
fn raw(path: &str) -> String {
    let names = path
        .split("::")
        .map(|name| match syn::parse_str::<Ident>(name) {
            Ok(_) => name.to_owned(),
            Err(_) => format!("r#{name}"),
        });
    names.collect::<Vec<_>>().join("::")
}

/// `impl<D: Device> D`, for all types with the trait.
fn mirror(of: &str, item: &ItemTrait, public: Public<'_>) -> Result<Head, String> {
    let unit: Type = parse_quote!(());
    let (mut generics, _) = public.head(&item.generics, &unit)?;
    let implementor = implementor(item);
    let path = absolute(of);
    let (_, arguments, _) = item.generics.split_for_impl();
    generics.params.iter_mut().for_each(|param| {
        if let GenericParam::Type(param) = param {
            param.default = None;
        }
    });
    if let Some(clause) = &mut generics.where_clause {
        clause.predicates = std::mem::take(&mut clause.predicates)
            .into_iter()
            .filter(|predicate| !mentions(predicate, &format_ident!("Self")))
            .collect();
    }
    let bounded: TypeParam = parse_quote!(#implementor: #path #arguments);
    generics.params.push(GenericParam::Type(bounded));
    let (own, _, predicates) = generics.split_for_impl();
    Ok(Head {
        block: extension(of, quote!(impl #own #implementor #predicates)),
        self_ty: None,
        generics,
    })
}

/// The name of the extension trait is chosen once all blocks are known.
fn extension(of: &str, head: TokenStream) -> Block {
    let name = of.rsplit("::").next().unwrap_or(of);
    Block::Extension {
        of: of.to_owned(),
        ext: format!("{name}Async"),
        head,
    }
}

/// A letter for the type that implements the trait, which none of its methods uses.
fn implementor(item: &ItemTrait) -> Ident {
    let is_used = |letter: &Ident| {
        let is_own = item.generics.type_params().any(|it| it.ident == *letter);
        let mut methods = item.items.iter().filter_map(|member| match member {
            TraitItem::Fn(method) => Some(&method.sig),
            _ => None,
        });
        is_own || methods.any(|sig| mentions(sig, letter))
    };
    let first = item.ident.to_string().chars().next();
    let letters = first.into_iter().chain(['X', 'O', 'S', 'I', 'Z']);
    letters
        .map(|letter| format_ident!("{letter}"))
        .find(|letter| !is_used(letter))
        .unwrap_or_else(|| format_ident!("Implementor"))
}
