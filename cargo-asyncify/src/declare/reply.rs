//! What a callback returns to its caller.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Item, ItemEnum, Path, Signature, Type, TypePath};

use super::evidence::Evidence;
use super::public::Public;
use super::types::text;
use crate::model::{Callback, Calls};
use crate::syntax::{arguments, bare};

/// `#[reply(..)]`
pub(super) struct Reply {
    pub(super) tokens: TokenStream,
    pub(super) why: String,
    pub(super) todo: Option<String>,
}

/// What is known of the function whose callback it is.
pub(super) struct Replies<'a> {
    pub(super) public: Public<'a>,
    pub(super) sig: &'a Signature,
    pub(super) evidence: &'a Evidence,
}

impl Replies<'_> {
    /// The reply that a type has but one of, or else a proposal.
    pub(super) fn of(&self, callback: &Callback) -> Option<Reply> {
        let output = callback.output.as_ref()?;
        let name = &callback.name;
        let returned = format!("`{name}` returns `{}`", text(output));
        if let Some(value) = self.only(output) {
            return Some(Reply {
                tokens: quote!(#[reply(#value)]),
                why: format!("{returned}, which says nothing else"),
                todo: None,
            });
        }
        if let Some((go_on, stop)) = self.flow(output) {
            return Some(Reply {
                tokens: quote!(#[reply(#go_on, closed = #stop)]),
                why: format!("{returned}: it goes on as long as somebody listens"),
                todo: None,
            });
        }
        if let Some(reply) = self.counted(callback, output, &returned) {
            return Some(reply);
        }
        let (tokens, proposal) = self.proposal(callback, output);
        Some(Reply {
            tokens,
            why: returned.clone(),
            todo: Some(format!("{returned}: {proposal}")),
        })
    }

    /// A value of a type that has only one, errors left aside.
    fn only(&self, ty: &Type) -> Option<TokenStream> {
        match bare(ty) {
            Type::Tuple(tuple) if tuple.elems.is_empty() => Some(quote!(())),
            Type::Path(path) => {
                let last = path.path.segments.last()?;
                let given = arguments(&last.arguments);
                match (last.ident.to_string().as_str(), given.as_slice()) {
                    ("Result", [inner, ..]) => {
                        let inner = self.only(inner)?;
                        Some(quote!(Ok(#inner)))
                    }
                    ("BoxFuture" | "LocalBoxFuture", [inner]) => {
                        let inner = self.only(inner)?;
                        Some(quote!(Box::pin(async { #inner })))
                    }
                    ("Pin", [boxed]) => {
                        let inner = self.only(&awaited(boxed)?)?;
                        Some(quote!(Box::pin(async { #inner })))
                    }
                    _ => {
                        let generics = &self.sig.generics;
                        let inner = self.only(&future(&path.path, generics)?)?;
                        Some(quote!(async { #inner }))
                    }
                }
            }
            _ => None,
        }
    }

    /// Of a type that says whether to go on: what does, and what does not.
    fn flow(&self, ty: &Type) -> Option<(TokenStream, TokenStream)> {
        let Type::Path(TypePath { path, .. }) = bare(ty) else {
            return None;
        };
        let last = path.segments.last()?;
        let of_std =
            path.segments.first()?.ident == "core" || path.segments.first()?.ident == "std";
        if last.ident == "ControlFlow" && of_std {
            let is_unit = |ty: &Type| matches!(ty, Type::Tuple(unit) if unit.elems.is_empty());
            return arguments(&last.arguments).iter().all(is_unit).then(|| {
                let flow = quote!(::core::ops::ControlFlow);
                (quote!(#flow::Continue(())), quote!(#flow::Break(())))
            });
        }
        self.public.item(path, |_, item| {
            let Item::Enum(item) = item else { return None };
            let go_on = unit_variant(item, &["Continue"])?;
            let stop = unit_variant(
                item,
                &[
                    "Break",
                    "Exit",
                    "Stop",
                    "Quit",
                    "Complete",
                    "Abort",
                    "Terminate",
                    "Cancel",
                ],
            )?;
            let of = plain(path);
            Some((quote!(#of::#go_on), quote!(#of::#stop)))
        })?
    }

    /// How much of a slice was taken: all, as by what writes, or of what reads.
    fn counted(&self, callback: &Callback, output: &Type, returned: &str) -> Option<Reply> {
        let slices: Vec<_> = callback.inputs.iter().map(is_slice).collect();
        let at = slices.iter().position(|is| *is)?;
        let is_only = slices.iter().filter(|is| **is).count() == 1;
        let count = match bare(output) {
            Type::Path(path) if path.path.is_ident("usize") => quote!(taken.len()),
            Type::Path(path) => {
                let last = path.path.segments.last()?;
                let given = arguments(&last.arguments);
                let is_count =
                    |ty: &Type| matches!(ty, Type::Path(path) if path.path.is_ident("usize"));
                if last.ident != "Result" || !given.first().is_some_and(is_count) {
                    return None;
                }
                quote!(Ok(taken.len()))
            }
            _ => return None,
        };
        let patterns = (0..slices.len()).map(|pattern| match pattern == at {
            true => quote!(taken),
            false => quote!(_),
        });
        let is_told = is_only && self.evidence.is_called(&["write", "read", "data"]);
        Some(Reply {
            tokens: quote!(#[reply(|#(#patterns),*| #count)]),
            why: format!("{returned}: how much of the slice it took, which is all"),
            todo: (!is_told).then(|| {
                format!("{returned}: if that is how much of the slice it took, all of it is")
            }),
        })
    }

    fn proposal(&self, callback: &Callback, output: &Type) -> (TokenStream, String) {
        let asks = "`ask` lets the consumer answer, and `default` where nobody does; or say it at \
                    once: `#[reply(value)]`";
        let value = match bare(output) {
            Type::Path(path) if path.path.is_ident("bool") => {
                if self.evidence.is_called(&["progress", "continue"]) {
                    return (
                        quote!(#[reply(true, closed = false)]),
                        String::from(
                            "if `true` goes on, this stops it when nobody listens any more; if \
                             not, say what does",
                        ),
                    );
                }
                quote!(false)
            }
            Type::Path(path) => match path.path.segments.last() {
                Some(last) if last.ident == "Option" => quote!(None),
                Some(last) if last.ident == "Result" => {
                    quote!(Ok(Default::default()))
                }
                Some(last) if is_number(&last.ident) => quote!(0),
                _ => quote!(Default::default()),
            },
            _ => quote!(Default::default()),
        };
        match callback.calls {
            Calls::Once => (
                quote!(#[reply(#value)]),
                String::from("say what it is given, `#[reply(value)]`"),
            ),
            _ => (quote!(#[reply(ask, default = #value)]), String::from(asks)),
        }
    }
}

fn is_number(name: &syn::Ident) -> bool {
    const NUMBERS: &[&str] = &[
        "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "c_int", "c_uint",
        "c_long", "c_ulong",
    ];
    NUMBERS.iter().any(|number| name == number)
}

pub(super) fn is_slice(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(lent) if matches!(bare(&lent.elem), Type::Slice(_)))
}

/// The path without its arguments, for a value.
fn plain(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    path
}

fn unit_variant<'a>(item: &'a ItemEnum, names: &[&str]) -> Option<&'a syn::Ident> {
    let variant = |name: &&str| {
        let mut variants = item.variants.iter();
        variants.find(|variant| variant.ident == *name && matches!(variant.fields, Fields::Unit))
    };
    names.iter().find_map(variant).map(|variant| &variant.ident)
}

/// What a `Box<dyn Future<Output = T>>` resolves to.
fn awaited(boxed: &Type) -> Option<Type> {
    let Type::Path(path) = bare(boxed) else {
        return None;
    };
    match arguments(&path.path.segments.last()?.arguments).as_slice() {
        [Type::TraitObject(object)] => object.bounds.iter().find_map(output_of),
        _ => None,
    }
}

/// What a generic resolves to that is bounded by `Future<Output = T>`.
fn future(path: &Path, generics: &syn::Generics) -> Option<Type> {
    let name = path.get_ident()?;
    let param = generics.type_params().find(|param| param.ident == *name)?;
    let clause = generics.where_clause.iter();
    let predicates = clause.flat_map(|clause| &clause.predicates);
    let said = predicates.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(it)
            if matches!(&it.bounded_ty, Type::Path(path) if path.path.is_ident(name)) =>
        {
            Some(&it.bounds)
        }
        _ => None,
    });
    param
        .bounds
        .iter()
        .chain(said.flatten())
        .find_map(output_of)
}

fn output_of(bound: &syn::TypeParamBound) -> Option<Type> {
    let syn::TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Future")?;
    let syn::PathArguments::AngleBracketed(given) = &last.arguments else {
        return None;
    };
    given.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::AssocType(output) => Some(output.ty.clone()),
        _ => None,
    })
}
