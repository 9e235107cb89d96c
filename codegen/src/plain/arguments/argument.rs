//! One argument: how it goes, and what has to stand where for that.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{PatType, Path, Signature, Type, TypeParamBound, parse_quote};

use super::Refusal;
use super::copies::{derefs, is_plain, promises};
use super::way::Way;
use crate::emit::{Local, local};
use crate::lower::bounds::{Need, Scopes};
use crate::owned::counterpart;
use crate::signature::{Bounds, is_named};
use crate::types;

pub(crate) struct Argument {
    pub(crate) declared: PatType,
    /// The name by which it is passed on.
    pub(crate) ident: Ident,
    way: Way,
    /// Whether the function takes what goes as it is, and lends it to itself.
    is_lent_inside: bool,
}

impl Argument {
    /// Reads the parameter at place `at`.
    pub(super) fn read(at: usize, declared: &PatType, sig: &Signature) -> Result<Self, Refusal> {
        // In a function, its own name is that of what is called.
        let is_free = |name: &Ident| sig.receiver().is_some() || *name != sig.ident;
        let ident = match types::name(&declared.pat) {
            Some(name) if is_free(name) => name.clone(),
            _ => format_ident!("arg{at}", span = Span::mixed_site()),
        };
        Ok(Argument {
            way: Way::of(&declared.ty, sig)?,
            declared: declared.clone(),
            ident,
            is_lent_inside: false,
        })
    }

    /// One that the twin does not have, because it is made where the function runs.
    pub(super) fn made_there(declared: &PatType) -> Self {
        Argument {
            way: Way::MadeThere,
            declared: declared.clone(),
            ident: made_there().ident(),
            is_lent_inside: false,
        }
    }

    /// What must be known of which type, if that is generic.
    pub(super) fn promises(&self, scopes: &Scopes<'_>) -> Vec<(Type, Vec<Need>)> {
        let ty = &self.declared.ty;
        match &self.way {
            Way::Moved => vec![((**ty).clone(), vec![Need::Send, Need::Static])],
            Way::Copied | Way::CopiedBack | Way::CopiedOption => promises(&self.lent(), scopes),
            Way::Taken => {
                let taken = types::referent(ty).clone();
                // Of what is made of generic types, they tell no more than that it can go.
                let is_param =
                    matches!(&taken, Type::Path(path) if path.path.get_ident().is_some());
                let first: &[Need] = if is_param { &[Need::Default] } else { &[] };
                vec![(taken, [first, &[Need::Send, Need::Static]].concat())]
            }
            Way::Referred(_) | Way::Converted(_) | Way::MadeThere => Vec::new(),
        }
    }

    /// The parameter of the twin.
    pub(super) fn parameter(&self) -> Option<TokenStream> {
        let (attrs, ident) = (&self.declared.attrs, &self.ident);
        let ty = match (&*self.declared.ty, &self.way) {
            (_, Way::MadeThere) => return None,
            (Type::ImplTrait(opaque), Way::Moved) => {
                let mut opaque = opaque.clone();
                for bound in lacking(&opaque.bounds) {
                    opaque.bounds.push(bound);
                }
                Type::ImplTrait(opaque)
            }
            (ty, _) => ty.clone(),
        };
        Some(quote!(#(#attrs)* #ident: #ty))
    }

    /// What is done before it goes. What can't go is blamed where it is declared.
    pub(super) fn sent(&self, runtime: &Path) -> Option<TokenStream> {
        let (ident, ty) = (&self.ident, &*self.declared.ty);
        let span = ty.span();
        let to_thread = quote_spanned!(span=> #runtime::__private::to_thread);
        let (copied, lent) = (self.copied(runtime), local("lent"));
        // A function that owns the copy lends it to itself.
        let unwraps = self.is_lent_inside && !derefs(&self.lent());
        let taken = quote_spanned!(span=> #runtime::__private::taken);
        let own = self.own();
        Some(match &self.way {
            Way::MadeThere => return None,
            Way::Moved if is_plain(ty) => return None,
            Way::Moved => quote!(let #ident = #to_thread(#ident);),
            Way::Copied if unwraps => quote!(let #own = #copied(#ident).0;),
            Way::Copied => quote!(let #own = #copied(#ident);),
            Way::CopiedOption if unwraps => {
                quote!(let #own = #ident.map(|#lent| #copied(#lent).0);)
            }
            Way::CopiedOption => quote!(let #own = #ident.map(#copied);),
            Way::CopiedBack => quote!(let mut #own = #copied(#ident);),
            Way::Taken => quote!(let mut #own = #to_thread(#taken(#ident));),
            Way::Referred(target) => quote! {
                let #own = ::std::borrow::ToOwned::to_owned(
                    ::core::convert::AsRef::<#target>::as_ref(&#ident)
                );
            },
            Way::Converted(target) => {
                quote!(let #own: #target = ::core::convert::Into::into(#ident);)
            }
        })
    }

    /// The function that copies what is lent.
    fn copied(&self, runtime: &Path) -> TokenStream {
        let span = self.declared.ty.span();
        match derefs(&self.lent()) {
            true => quote!(::std::borrow::ToOwned::to_owned),
            false => quote_spanned!(span=> #runtime::__private::copied),
        }
    }

    /// What is lent, by itself or in an `Option`.
    fn lent(&self) -> Type {
        let ty = &*self.declared.ty;
        let inner = types::optional(ty);
        types::referent(inner.as_ref().unwrap_or(ty)).clone()
    }

    /// What the function is called with.
    pub(super) fn passed(&self) -> TokenStream {
        let (ident, own) = (&self.ident, self.own());
        match &self.way {
            _ if self.is_lent_inside => quote!(#own),
            Way::Moved | Way::MadeThere => quote!(#ident),
            Way::Copied => quote!(&*#own),
            Way::CopiedOption => quote!(#own.as_deref()),
            Way::CopiedBack => quote!(&mut *#own),
            Way::Taken => quote!(&mut #own),
            Way::Referred(_) | Way::Converted(_) => quote!(#own),
        }
    }

    /// What comes back with the result, and how it is put where it was lent from.
    pub(crate) fn returned(&self) -> Option<(Ident, TokenStream)> {
        let (ident, own) = (&self.ident, self.own());
        let put_back = match self.way {
            Way::CopiedBack => quote!(#ident.clone_from_slice(&#own);),
            Way::Taken => quote!(*#ident = #own;),
            _ => return None,
        };
        Some((own, put_back))
    }

    /// Whether the function has it as another type than that of the parameter, if that is `ident`.
    pub(super) fn is_other(&self, ident: &Ident) -> bool {
        matches!(self.way, Way::Referred(_) | Way::Converted(_))
            && types::is_named(&self.declared.ty, &ident.to_string())
    }

    /// Makes the function take what goes as it is. What stands in the function for that is the
    /// type of its parameter, and a variable in the body.
    pub(crate) fn lend_inside(&mut self) -> Option<(PatType, TokenStream)> {
        let PatType { pat, ty, .. } = &self.declared;
        let (ident, inner) = (&self.ident, self.lent());
        let (own, is_optional) = match &self.way {
            Way::Copied => (counterpart(&inner), false),
            Way::CopiedOption => (types::option(&counterpart(&inner)), true),
            _ => return None,
        };
        let borrowed = match (derefs(&inner), is_optional) {
            (true, _) => self.passed(),
            (false, false) => quote!(::core::borrow::Borrow::borrow(&#ident)),
            (false, true) => quote!(#ident.as_ref().map(::core::borrow::Borrow::borrow)),
        };
        let mut lent = (**ty).clone();
        types::forget_lifetimes(&mut lent);
        let taken = PatType {
            attrs: Vec::new(),
            pat: Box::new(parse_quote!(#ident)),
            colon_token: Default::default(),
            ty: Box::new(own),
        };
        let variable = quote!(let #pat: #lent = #borrowed;);
        self.is_lent_inside = true;
        Some((taken, variable))
    }

    /// The variable that goes: another one, where the caller's is needed when that is back.
    fn own(&self) -> Ident {
        match self.way {
            // Two underscores in a row would be no snake case.
            Way::CopiedBack | Way::Taken => {
                let name = self.ident.unraw().to_string();
                let name = name.trim_start_matches('_');
                format_ident!("own_{name}", span = self.ident.span())
            }
            _ => self.ident.clone(),
        }
    }
}

/// The name of what is [made](Way::MadeThere) where the function runs.
pub(crate) fn made_there() -> Local {
    local("out")
}

/// `Send` and `'static`, where they are not among the bounds.
fn lacking(bounds: &Bounds) -> Vec<TypeParamBound> {
    let says = |name: &str| {
        bounds.iter().any(|bound| match bound {
            TypeParamBound::Lifetime(lifetime) => lifetime.ident == name,
            bound => is_named(bound, &[name]),
        })
    };
    let mut lacking = Vec::new();
    if !says("Send") {
        lacking.push(parse_quote!(::core::marker::Send));
    }
    if !says("static") {
        lacking.push(parse_quote!('static));
    }
    lacking
}
