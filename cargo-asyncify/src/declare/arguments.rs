//! What outlives a callback: an owned form for each argument that the macro has none for.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{
    FnArg, GenericArgument, GenericParam, Generics, Ident, Item, PathArguments, Signature, Type,
    TypePath, parse_quote,
};

use super::public::Public;
use crate::model::{Callback, Definition};

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
    /// Those of the block around it.
    pub(super) outer: &'a Generics,
}

impl Arguments<'_> {
    /// Makes of what the callback is lent something that can be kept.
    pub(super) fn map(&self, callback: &Callback) -> Option<Map> {
        let inputs = &callback.inputs;
        let names = names(inputs);
        let owned = inputs.iter().zip(&names);
        let owned: Vec<_> = owned
            .map(|(ty, name)| self.owned(ty, &quote!(#name)))
            .collect();
        if owned.iter().all(|owned| matches!(owned, Owned::ByItself)) {
            return None;
        }
        let (mut patterns, mut types, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (mut whys, mut lost) = (Vec::new(), Vec::new());
        for ((owned, name), ty) in owned.into_iter().zip(&names).zip(inputs) {
            let kept = match owned {
                Owned::ByItself if self.is_receiver(ty) => None,
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
        if self.must_be_send && !self.is_send(bare_referent(ty)) {
            return Owned::Lost(format!(
                "`{}` can't go to another thread",
                text(bare_referent(ty))
            ));
        }
        match bare(ty) {
            Type::Reference(lent) if lent.mutability.is_some() => match bare(&lent.elem) {
                Type::Slice(_) => Owned::ByItself,
                inner if self.goes_along(inner) => {
                    Owned::LeftOut(format!("`{}` is the data that was given along", text(ty)))
                }
                _ => Owned::Lost(format!("`{}` is lent to be changed", text(ty))),
            },
            Type::Reference(lent) => self.referent(ty, &lent.elem, it),
            Type::Path(path) => self.path(ty, path, it),
            Type::Tuple(tuple) => match tuple.elems.iter().all(|ty| !self.borrows(ty)) {
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

    fn referent(&self, ty: &Type, inner: &Type, it: &TokenStream) -> Owned {
        let inner = bare(inner);
        match inner {
            Type::TraitObject(_) => Owned::Lost(format!("`{}` can't be copied", text(ty))),
            Type::Slice(slice) => match copied(&slice.elem, &quote!((*it))) {
                Some((element, value)) if is_plain_reference(&slice.elem) => Owned::Made {
                    ty: parse_quote!(Vec<#element>),
                    value: quote!(#it.iter().map(|it| #value).collect()),
                },
                _ if self.borrows(&slice.elem) => lent(ty),
                _ => Owned::ByItself,
            },
            Type::Path(path) if is_unsized(path) => Owned::ByItself,
            inner if self.borrows(inner) => lent(ty),
            inner if !self.is_clone(inner) => {
                Owned::Lost(format!("`{}` can't be cloned", text(inner)))
            }
            _ => Owned::ByItself,
        }
    }

    fn path(&self, ty: &Type, path: &TypePath, it: &TokenStream) -> Owned {
        if !self.borrows(ty) {
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
            _ => self.aliased(path).and_then(|target| {
                let (made, value) = copied(&target, it)?;
                unsized_owned(bare_referent(&target))
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

    /// Whether it is the object whose method it is, which the macro leaves out.
    fn is_receiver(&self, ty: &Type) -> bool {
        let Type::Reference(lent) = bare(ty) else {
            return false;
        };
        let is_self = |ty: &Type| {
            matches!(bare(ty), Type::Path(path) if path.path.is_ident("Self"))
                || self.self_ty.is_some_and(|own| text(own) == text(ty))
        };
        lent.mutability.is_none() && self.sig.receiver().is_some() && is_self(&lent.elem)
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

    /// Whether a value of the type borrows; what a definition says of its lifetimes counts, even if
    /// the path leaves it out.
    fn borrows(&self, ty: &Type) -> bool {
        match bare(ty) {
            Type::Reference(lent) => {
                !matches!(&lent.lifetime, Some(lifetime) if lifetime.ident == "static")
            }
            Type::Tuple(tuple) => tuple.elems.iter().any(|ty| self.borrows(ty)),
            Type::Slice(slice) => self.borrows(&slice.elem),
            Type::Array(array) => self.borrows(&array.elem),
            Type::Path(path) => {
                let Some(last) = path.path.segments.last() else {
                    return false;
                };
                let lifetimes = lifetimes(&last.arguments);
                let is_static = |lifetime: &syn::Lifetime| lifetime.ident == "static";
                arguments(&last.arguments).iter().any(|ty| self.borrows(ty))
                    || lifetimes.iter().any(|lifetime| !is_static(lifetime))
                    || lifetimes.is_empty() && self.hides_a_borrow(path)
            }
            _ => false,
        }
    }

    fn hides_a_borrow(&self, path: &TypePath) -> bool {
        let has_lifetime = |generics: &Generics| {
            generics
                .params
                .iter()
                .any(|param| matches!(param, GenericParam::Lifetime(_)))
        };
        self.public
            .item(&path.path, |_, item| match item {
                Item::Struct(item) => has_lifetime(&item.generics),
                Item::Enum(item) => has_lifetime(&item.generics),
                Item::Type(item) => {
                    has_lifetime(&item.generics) || matches!(*item.ty, Type::Reference(_))
                }
                _ => false,
            })
            .unwrap_or(false)
    }

    fn aliased(&self, path: &TypePath) -> Option<Type> {
        self.public.item(&path.path, |_, item| match item {
            Item::Type(alias) => Some((*alias.ty).clone()),
            _ => None,
        })?
    }

    /// Whether the type can be cloned, as far as its definition's module says; what is not known of
    /// is taken for a type that can.
    fn is_clone(&self, ty: &Type) -> bool {
        let known = self.defined(ty, |definition, item| {
            let attrs = match item {
                Item::Struct(item) => &item.attrs,
                Item::Enum(item) => &item.attrs,
                Item::Union(item) => &item.attrs,
                Item::Macro(made) => {
                    return is_called(made, &["bitflags", "wrapper"])
                        || made.mac.tokens.to_string().contains("Clone")
                        || implements(definition, &["Clone", "Copy"]);
                }
                _ => return true,
            };
            let derives = attrs.iter().any(|attr| {
                let text = attr.meta.to_token_stream().to_string();
                text.contains("derive") && text.contains("Clone")
            });
            derives || implements(definition, &["Clone", "Copy"])
        });
        known.unwrap_or(true)
    }

    /// Whether a value can go to another thread, as far as the fields of a struct tell, or the macro of
    /// GLib's bindings, whose types hold a pointer.
    fn is_send(&self, ty: &Type) -> bool {
        let known = self.defined(ty, |definition, item| {
            let holds_pointer = match item {
                Item::Struct(item) => item.fields.iter().any(|field| match bare(&field.ty) {
                    Type::Ptr(_) => true,
                    Type::Path(path) => path.path.segments.last().is_some_and(|last| {
                        ["NonNull", "Rc"].iter().any(|name| last.ident == name)
                    }),
                    _ => false,
                }),
                Item::Macro(made) => is_called(made, &["wrapper"]),
                _ => false,
            };
            !holds_pointer || implements(definition, &["Send"])
        });
        known.unwrap_or(true)
    }

    fn defined<T>(&self, ty: &Type, read: impl FnOnce(&Definition, &Item) -> T) -> Option<T> {
        match bare(ty) {
            Type::Path(path) => self.public.item(&path.path, read),
            _ => None,
        }
    }
}

fn is_called(made: &syn::ItemMacro, names: &[&str]) -> bool {
    let last = made.mac.path.segments.last();
    last.is_some_and(|last| names.iter().any(|name| last.ident == name))
}

/// Whether one of the traits is implemented beside a type's definition.
fn implements(definition: &Definition, traits: &[&str]) -> bool {
    let items = &definition.library.modules[definition.module].items;
    items.iter().any(|item| {
        let Item::Impl(block) = item else {
            return false;
        };
        let of = block
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last());
        of.is_some_and(|of| traits.iter().any(|name| of.ident == name))
            && matches!(&*block.self_ty, Type::Path(path)
                if path.path.segments.last().is_some_and(|last| last.ident == definition.name))
    })
}

fn lent(ty: &Type) -> Owned {
    Owned::Lost(format!("`{}` borrows from the caller", text(ty)))
}

fn is_plain_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(lent) if lent.mutability.is_none()
        && unsized_owned(bare(&lent.elem)).is_some())
}

fn bare_referent(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(lent) => bare(&lent.elem),
        ty => ty,
    }
}

/// What the macro makes of a reference, written out.
fn copied(ty: &Type, it: &TokenStream) -> Option<(Type, TokenStream)> {
    let Type::Reference(lent) = bare(ty) else {
        return None;
    };
    let inner = bare(&lent.elem);
    Some(match inner {
        Type::Slice(slice) => {
            let element = &slice.elem;
            (parse_quote!(Vec<#element>), quote!(#it.to_vec()))
        }
        inner => match unsized_owned(inner) {
            Some(owned) => (owned, quote!(#it.to_owned())),
            None => (inner.clone(), quote!(#it.clone())),
        },
    })
}

fn is_unsized(path: &TypePath) -> bool {
    unsized_owned(&Type::Path(path.clone())).is_some()
}

/// The owned counterparts of the standard library.
fn unsized_owned(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    Some(
        match path.path.segments.last()?.ident.to_string().as_str() {
            "str" => parse_quote!(String),
            "Path" => parse_quote!(::std::path::PathBuf),
            "OsStr" => parse_quote!(::std::ffi::OsString),
            "CStr" => parse_quote!(::std::ffi::CString),
            _ => return None,
        },
    )
}

/// Without parentheses.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => bare(&inner.elem),
        Type::Group(inner) => bare(&inner.elem),
        ty => ty,
    }
}

pub(super) fn arguments(of: &PathArguments) -> Vec<Type> {
    let PathArguments::AngleBracketed(given) = of else {
        return Vec::new();
    };
    let types = given.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.collect()
}

fn lifetimes(of: &PathArguments) -> Vec<syn::Lifetime> {
    let PathArguments::AngleBracketed(given) = of else {
        return Vec::new();
    };
    let lifetimes = given.args.iter().filter_map(|argument| match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime.clone()),
        _ => None,
    });
    lifetimes.collect()
}

/// A name for each argument, by its type.
fn names(inputs: &[Type]) -> Vec<Ident> {
    let mut names: Vec<Ident> = Vec::new();
    for (at, ty) in inputs.iter().enumerate() {
        let name = match bare_referent(ty) {
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

/// `DeviceEvent` as `device_event`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut last_was_lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && last_was_lower {
            snake.push('_');
        }
        last_was_lower = !letter.is_uppercase();
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// As people write it, by the last names of its paths.
pub(super) fn text(ty: &Type) -> String {
    crate::judge::shown::ty(ty)
}
