//! What outlives a callback: an owned form for each argument that the macro has none for.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    FnArg, Generics, Ident, PathArguments, Signature, Type, TypeParamBound, TypePath,
    WherePredicate, parse_quote,
};

use super::public::Public;
use super::types::{
    copied, is_plain_reference, is_unsized, is_void_pointer, referent, text, unsized_owned,
};
use crate::model::{Callback, Calls};
use crate::syntax::{arguments, bare, snake};

/// What becomes of one argument.
enum Owned {
    /// The macro copies it, or leaves it out as the object that calls back.
    ByItself,
    /// A value of another type is made of it.
    Made { ty: Type, value: TokenStream },
    /// It says nothing new.
    LeftOut(String),
    /// It can't be kept, and may say something.
    Lost(String),
}

/// `#[map(..)]`, if one is needed.
pub(super) struct Map {
    pub(super) tokens: TokenStream,
    pub(super) why: String,
    pub(super) todo: Option<String>,
}

/// Where a callback's arguments stand.
pub(super) struct Arguments<'a> {
    pub(super) public: Public<'a>,
    pub(super) sig: &'a Signature,
    /// The type whose method it is.
    pub(super) self_ty: Option<&'a Type>,
    /// Whether the callback is, and so what it brings.
    pub(super) must_be_send: bool,
    /// Whether a slice that it is lent may be for it to fill.
    pub(super) may_fill: bool,
    /// Those of the block around it.
    pub(super) outer: &'a Generics,
}

impl Arguments<'_> {
    /// Makes of what the callback is lent something that can be kept.
    pub(super) fn map(&self, callback: &Callback) -> Option<Map> {
        let inputs = &callback.inputs;
        let names = names(inputs);
        let owned = inputs.iter().zip(&names);
        let is_user_data = |ty| callback.calls == Calls::C && is_void_pointer(ty);
        let owned: Vec<_> = owned
            .map(|(ty, name)| match is_user_data(ty) {
                true => Owned::ByItself,
                false => self.owned(ty, &quote!(#name)),
            })
            .collect();
        if owned.iter().all(|owned| matches!(owned, Owned::ByItself)) {
            return None;
        }
        let (mut patterns, mut types, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (mut whys, mut lost) = (Vec::new(), Vec::new());
        for ((owned, name), ty) in owned.into_iter().zip(&names).zip(inputs) {
            let kept = match owned {
                Owned::ByItself if self.is_receiver(ty) || is_user_data(ty) => None,
                Owned::ByItself => Some(copied(ty, &quote!(#name)).unwrap_or_else(|| {
                    // Owned as it is.
                    (ty.clone(), quote!(#name))
                })),
                Owned::Made { ty: made, value } => {
                    whys.push(format!("`{}` borrows", text(ty)));
                    Some((made, value))
                }
                Owned::LeftOut(why) => {
                    whys.push(why);
                    None
                }
                Owned::Lost(why) => {
                    lost.push(why);
                    None
                }
            };
            match kept {
                Some((ty, value)) => {
                    patterns.push(quote!(#name));
                    types.push(ty);
                    values.push(value);
                }
                None => patterns.push(quote!(_)),
            }
        }
        let tokens = match (types.as_slice(), values.as_slice()) {
            ([], _) => quote!(#[map(|#(#patterns),*| ())]),
            ([ty], [value]) => quote!(#[map(|#(#patterns),*| -> #ty { #value })]),
            _ => quote!(#[map(|#(#patterns),*| -> (#(#types),*) { (#(#values),*) })]),
        };
        whys.extend(lost.iter().cloned());
        Some(Map {
            tokens,
            why: whys.join("; "),
            todo: (!lost.is_empty()).then(|| {
                format!(
                    "{}: `#[map]` leaves it out, or takes what is wanted out of it",
                    lost.join("; ")
                )
            }),
        })
    }

    fn owned(&self, ty: &Type, it: &TokenStream) -> Owned {
        if self.is_receiver(ty) {
            return Owned::ByItself;
        }
        if self.must_be_send && !self.public.is_send(referent(ty)) {
            return Owned::Lost(format!(
                "`{}` can't go to another thread",
                text(referent(ty))
            ));
        }
        match bare(ty) {
            Type::Reference(lent) if lent.mutability.is_some() => match bare(&lent.elem) {
                Type::Slice(_) if self.may_fill => Owned::ByItself,
                inner if self.goes_along(inner) => {
                    Owned::LeftOut(format!("`{}` is the data that was given along", text(ty)))
                }
                _ => Owned::Lost(format!("`{}` is lent to be changed", text(ty))),
            },
            Type::Reference(lent) => self.lent_one(ty, &lent.elem, it),
            Type::Path(path) => self.path(ty, path, it),
            Type::Tuple(tuple) => match tuple.elems.iter().all(|ty| !self.public.borrows(ty)) {
                true => Owned::ByItself,
                false => self.tuple(ty, tuple, it),
            },
            Type::Ptr(_) => Owned::Lost(format!(
                "nothing tells that what `{}` points at outlives the callback",
                text(ty)
            )),
            Type::ImplTrait(_) | Type::TraitObject(_) => lent(ty),
            _ => Owned::ByItself,
        }
    }

    fn lent_one(&self, ty: &Type, inner: &Type, it: &TokenStream) -> Owned {
        let inner = bare(inner);
        match inner {
            Type::TraitObject(_) => Owned::Lost(format!("`{}` can't be copied", text(ty))),
            Type::Slice(slice) => match copied(&slice.elem, &quote!((*it))) {
                Some((element, value)) if is_plain_reference(&slice.elem) => Owned::Made {
                    ty: parse_quote!(Vec<#element>),
                    value: quote!(#it.iter().map(|it| #value).collect()),
                },
                _ if self.public.borrows(&slice.elem) => lent(ty),
                _ => Owned::ByItself,
            },
            Type::Path(path) if is_unsized(path) => Owned::ByItself,
            inner if self.public.borrows(inner) => lent(ty),
            inner if !self.public.is_clone(inner) || self.is_open(inner) => {
                Owned::Lost(format!("`{}` can't be cloned", text(inner)))
            }
            _ => Owned::ByItself,
        }
    }

    fn path(&self, ty: &Type, path: &TypePath, it: &TokenStream) -> Owned {
        if !self.public.borrows(ty) {
            return Owned::ByItself;
        }
        let Some(last) = path.path.segments.last() else {
            return Owned::ByItself;
        };
        let arguments = arguments(&last.arguments);
        let made = match (last.ident.to_string().as_str(), arguments.as_slice()) {
            ("Option", [inner]) => self
                .inner(inner, &quote!(it))
                .map(|(made, value)| (parse_quote!(Option<#made>), quote!(#it.map(|it| #value)))),
            ("Result", [inner, rest @ ..]) => {
                self.inner(inner, &quote!(it)).map(|(made, value)| {
                    let mut whole = path.path.clone();
                    if let Some(last) = whole.segments.last_mut() {
                        last.arguments =
                            PathArguments::AngleBracketed(parse_quote!(<#made #(, #rest)*>));
                    }
                    (parse_quote!(#whole), quote!(#it.map(|it| #value)))
                })
            }
            ("Vec", [inner]) => self.inner(inner, &quote!(it)).map(|(made, value)| {
                let value = quote!(#it.into_iter().map(|it| #value).collect());
                (parse_quote!(Vec<#made>), value)
            }),
            ("Cow", [inner]) => match bare(inner) {
                Type::Slice(slice) => {
                    let element = &slice.elem;
                    Some((parse_quote!(Vec<#element>), quote!(#it.into_owned())))
                }
                inner => unsized_owned(inner).map(|made| (made, quote!(#it.into_owned()))),
            },
            _ => self.public.aliased(path).and_then(|target| {
                let (made, value) = copied(&target, it)?;
                unsized_owned(referent(&target))
                    .is_some()
                    .then_some((made, value))
            }),
        };
        match made {
            Some((ty, value)) => Owned::Made { ty, value },
            None => lent(ty),
        }
    }

    fn tuple(&self, ty: &Type, tuple: &syn::TypeTuple, it: &TokenStream) -> Owned {
        let (mut types, mut values) = (Vec::new(), Vec::new());
        for (at, element) in tuple.elems.iter().enumerate() {
            let at = syn::Index::from(at);
            let Some((made, value)) = self.inner(element, &quote!(#it.#at)) else {
                return lent(ty);
            };
            types.push(made);
            values.push(value);
        }
        Owned::Made {
            ty: parse_quote!((#(#types),*)),
            value: quote!((#(#values),*)),
        }
    }

    /// An owned form of what stands in another type.
    fn inner(&self, ty: &Type, it: &TokenStream) -> Option<(Type, TokenStream)> {
        match self.owned(ty, it) {
            Owned::ByItself => Some(copied(ty, it).unwrap_or_else(|| (ty.clone(), it.clone()))),
            Owned::Made { ty, value } => Some((ty, value)),
            Owned::LeftOut(_) | Owned::Lost(_) => None,
        }
    }

    /// Whether the caller chooses the type, and need not choose one that can be cloned. What a trait of
    /// the library's own asks for is not looked into.
    fn is_open(&self, ty: &Type) -> bool {
        const MARKERS: &[&str] = &["Debug", "Send", "Sized", "Sync", "Unpin"];
        let Type::Path(path) = ty else { return false };
        let is_it = |ident: &Ident| path.path.is_ident(ident);
        let both = [&self.sig.generics, self.outer];
        let mut bounds = Vec::new();
        for generics in both {
            let params = generics.type_params().filter(|param| is_it(&param.ident));
            bounds.extend(params.flat_map(|param| &param.bounds));
            let clause = generics.where_clause.iter();
            for predicate in clause.flat_map(|clause| &clause.predicates) {
                if let WherePredicate::Type(said) = predicate
                    && said.bounded_ty == *ty
                {
                    bounds.extend(&said.bounds);
                }
            }
        }
        let mut params = both.iter().flat_map(|generics| generics.type_params());
        params.any(|param| is_it(&param.ident))
            && bounds.iter().all(|bound| match bound {
                TypeParamBound::Trait(bound) => bound
                    .path
                    .segments
                    .last()
                    .is_some_and(|last| MARKERS.iter().any(|name| last.ident == name)),
                _ => true,
            })
    }

    fn is_receiver(&self, ty: &Type) -> bool {
        is_receiver(ty, self.sig, self.self_ty)
    }

    /// Whether the caller gives the very thing that the callback is lent: it is of a type that he
    /// chooses.
    fn goes_along(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        let is_chosen = |generics: &Generics| {
            generics
                .type_params()
                .any(|param| path.path.is_ident(&param.ident))
        };
        let is_given = |input: &FnArg| matches!(input, FnArg::Typed(input) if *input.ty == *ty);
        let is_chosen = is_chosen(&self.sig.generics) || is_chosen(self.outer);
        is_chosen && self.sig.inputs.iter().any(is_given)
    }
}

/// Whether it is the object whose method it is, which the macro leaves out.
pub(super) fn is_receiver(ty: &Type, sig: &Signature, self_ty: Option<&Type>) -> bool {
    let Type::Reference(lent) = bare(ty) else {
        return false;
    };
    let is_self = |ty: &Type| {
        matches!(bare(ty), Type::Path(path) if path.path.is_ident("Self"))
            || self_ty.is_some_and(|own| text(own) == text(ty))
    };
    lent.mutability.is_none() && sig.receiver().is_some() && is_self(&lent.elem)
}

fn lent(ty: &Type) -> Owned {
    Owned::Lost(format!("`{}` borrows from the caller", text(ty)))
}

/// A name for each argument, by its type.
fn names(inputs: &[Type]) -> Vec<Ident> {
    let mut names: Vec<Ident> = Vec::new();
    for (at, ty) in inputs.iter().enumerate() {
        let name = match referent(ty) {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            Type::Slice(_) => Some(String::from("Items")),
            _ => None,
        };
        let name = match name.as_deref() {
            Some("str" | "String" | "Path" | "PathBuf" | "OsStr" | "CStr") => String::from("text"),
            Some("Option" | "Result" | "Vec" | "Cow" | "Box" | "Self") | None => format!("arg{at}"),
            Some(name) if name.starts_with(char::is_uppercase) && name.len() > 1 => snake(name),
            _ => format!("arg{at}"),
        };
        let name = syn::parse_str::<Ident>(&name).unwrap_or_else(|_| format_ident!("arg{at}"));
        let is_taken = names.contains(&name);
        names.push(if is_taken {
            format_ident!("arg{at}")
        } else {
            name
        });
    }
    names
}
