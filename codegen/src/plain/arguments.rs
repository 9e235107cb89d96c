//! Arguments of a function that runs where its caller may be gone before it ends.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Pat, PatType, Path, Receiver, ReceiverKind, Signature, Type, TypeParamBound,
    parse_quote,
};

use crate::generics;
use crate::lower::bounds::Need;
use crate::signature::{Bounds, is_named};
use crate::source::Source;
use crate::types;

/// How what the caller has gets there, and back.
#[derive(Clone)]
pub(crate) enum Way {
    Moved,
    /// A copy goes, and is lent there.
    Copied,
    /// The same, where there is something.
    CopiedOption,
    /// A copy of the slice goes, and what has become of it is copied back.
    CopiedBack,
    /// What is lent is taken, and put back.
    Taken,
    /// What an `impl AsRef<T>` refers to is copied.
    Referred(Type),
    /// An `impl Into<T>` is converted here.
    Converted(Type),
}

pub(crate) struct Argument {
    pub(crate) declared: PatType,
    /// The name by which it is passed on.
    pub(crate) ident: Ident,
    pub(crate) way: Way,
    /// Whether the function takes what goes as it is, and lends it to itself.
    pub(crate) is_lent_inside: bool,
}

/// `self`, as declared by the twin, and how it goes.
pub(crate) struct Object {
    pub(crate) receiver: Receiver,
    pub(crate) way: ObjectWay,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectWay {
    Moved,
    /// A copy goes, of what is lent.
    Copied,
    /// The twin's is a handle, which lends the object.
    Lent,
    /// The same, and the object is taken out of it.
    TakenOut,
}

/// Why an argument can't go, with what to take instead.
pub(crate) type Refusal = String;

impl Argument {
    /// Reads the parameter at place `at`.
    pub(crate) fn read(at: usize, declared: &PatType, sig: &Signature) -> Result<Self, Refusal> {
        let ident = match &*declared.pat {
            Pat::Ident(pattern) => pattern.ident.clone(),
            _ => format_ident!("arg{at}", span = Span::mixed_site()),
        };
        Ok(Argument {
            way: way(&declared.ty, sig)?,
            declared: declared.clone(),
            ident,
            is_lent_inside: false,
        })
    }

    /// What must be known of which type, if that is generic.
    pub(crate) fn promise(&self) -> Option<(Type, Vec<Need>)> {
        let ty = &self.declared.ty;
        Some(match &self.way {
            Way::Moved => ((**ty).clone(), vec![Need::Send, Need::Static]),
            Way::Copied | Way::CopiedBack => (
                element(types::referent(ty)).clone(),
                vec![Need::Clone, Need::Send, Need::Static],
            ),
            Way::CopiedOption => {
                let inner = types::optional(ty)?;
                let lent = element(types::referent(&inner)).clone();
                (lent, vec![Need::Clone, Need::Send, Need::Static])
            }
            Way::Taken => {
                let taken = types::referent(ty).clone();
                // Of what is made of generic types, they tell no more than that it can go.
                let is_param =
                    matches!(&taken, Type::Path(path) if path.path.get_ident().is_some());
                let first: &[Need] = if is_param { &[Need::Default] } else { &[] };
                (taken, [first, &[Need::Send, Need::Static]].concat())
            }
            Way::Referred(_) | Way::Converted(_) => return None,
        })
    }

    /// The parameter of the twin.
    pub(crate) fn parameter(&self) -> TokenStream {
        let (attrs, ident) = (&self.declared.attrs, &self.ident);
        let ty = match (&*self.declared.ty, &self.way) {
            (Type::ImplTrait(opaque), Way::Moved) => {
                let mut opaque = opaque.clone();
                for bound in lacking(&opaque.bounds) {
                    opaque.bounds.push(bound);
                }
                Type::ImplTrait(opaque)
            }
            (ty, _) => ty.clone(),
        };
        quote!(#(#attrs)* #ident: #ty)
    }

    /// What is done before it goes. What can't go is blamed where it is declared.
    pub(crate) fn sent(&self, runtime: &Path) -> Option<TokenStream> {
        let (ident, ty) = (&self.ident, &*self.declared.ty);
        let span = ty.span();
        let to_thread = quote_spanned!(span=> #runtime::__private::to_thread);
        let copied = self.copied(runtime);
        let taken = quote_spanned!(span=> #runtime::__private::taken);
        let own = self.own();
        Some(match &self.way {
            Way::Moved if is_plain(ty) => return None,
            Way::Moved => quote!(let #ident = #to_thread(#ident);),
            Way::Copied if is_std(types::referent(ty)) => quote!(let #own = #copied(#ident);),
            Way::Copied => quote!(let #own = #to_thread(#copied(#ident));),
            Way::CopiedOption => quote!(let #own = #to_thread(#ident.map(#copied));),
            Way::CopiedBack => quote!(let mut #own = #to_thread(#copied(#ident));),
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
        let ty = &*self.declared.ty;
        let inner = types::optional(ty);
        let lent = types::bare(types::referent(inner.as_ref().unwrap_or(ty)));
        let span = ty.span();
        match lent {
            lent if is_std(lent) => quote!(::std::borrow::ToOwned::to_owned),
            Type::Slice(_) => quote_spanned!(span=> #runtime::__private::copied_slice),
            _ => quote_spanned!(span=> #runtime::__private::copied),
        }
    }

    /// What the function is called with.
    pub(crate) fn passed(&self) -> TokenStream {
        let (ident, own) = (&self.ident, self.own());
        match &self.way {
            _ if self.is_lent_inside => quote!(#own),
            Way::Moved => quote!(#ident),
            Way::Copied => quote!(&#own),
            Way::CopiedOption => quote!(#own.as_ref().map(::core::borrow::Borrow::borrow)),
            Way::CopiedBack | Way::Taken => quote!(&mut #own),
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

    /// Makes the function take what goes as it is. What stands in the function for that is the
    /// type of its parameter, and a variable in the body.
    pub(crate) fn lend_inside(&mut self) -> Option<(PatType, TokenStream)> {
        let PatType { pat, ty, .. } = &self.declared;
        let own = match &self.way {
            Way::Copied => owned(types::referent(ty)),
            Way::CopiedOption => {
                let own = owned(types::referent(&types::optional(ty)?));
                parse_quote!(::core::option::Option<#own>)
            }
            _ => return None,
        };
        let mut lent = (**ty).clone();
        types::forget_lifetimes(&mut lent);
        let (ident, passed) = (&self.ident, self.passed());
        let taken = parse_quote!(#ident: #own);
        let variable = quote!(let #pat: #lent = #passed;);
        self.is_lent_inside = true;
        Some((taken, variable))
    }

    /// The variable that goes: another one, where the caller's is needed when that is back.
    pub(crate) fn own(&self) -> Ident {
        match self.way {
            Way::CopiedBack | Way::Taken => format_ident!("own_{}", self.ident),
            _ => self.ident.clone(),
        }
    }
}

impl Object {
    pub(crate) fn read(receiver: &Receiver) -> Result<Object, Refusal> {
        let way = match &receiver.kind {
            ReceiverKind::Typed(_, ty) => match types::bare(ty) {
                Type::Reference(reference) if reference.mutability.is_none() => ObjectWay::Copied,
                ty if types::borrows(ty) => return Err("take `self: Arc<Self>`, or `self`".into()),
                _ => ObjectWay::Moved,
            },
            ReceiverKind::Reference(_, _, Some(_)) => {
                return Err(
                    "take `self` and return it, or make a handle whose methods are async: \
                     `#[asyncify(blocking, wrapper = AsyncName)] impl Name { .. }`"
                        .into(),
                );
            }
            ReceiverKind::Reference(_, _, None) => ObjectWay::Copied,
            _ => ObjectWay::Moved,
        };
        let mut receiver = receiver.clone();
        // `mut self` is the business of a body.
        receiver.mutability = None;
        Ok(Object { receiver, way })
    }

    /// That of a handle's method.
    pub(crate) fn of_handle(receiver: &Receiver) -> Result<Object, Refusal> {
        let mut receiver = receiver.clone();
        receiver.mutability = None;
        let way = match &mut receiver.kind {
            ReceiverKind::Reference(_, _, mutability) => {
                *mutability = None;
                ObjectWay::Lent
            }
            ReceiverKind::Typed(..) => return Err("take `&self`, `&mut self` or `self`".into()),
            _ => ObjectWay::TakenOut,
        };
        Ok(Object { receiver, way })
    }

    /// What must be known of its type, if that is generic.
    pub(crate) fn promise(&self) -> Option<(Type, Vec<Need>)> {
        let first: &[Need] = match self.way {
            ObjectWay::Copied => &[Need::Clone],
            ObjectWay::Moved => &[],
            ObjectWay::Lent | ObjectWay::TakenOut => return None,
        };
        let ty = match &self.receiver.kind {
            ReceiverKind::Typed(_, ty) => types::referent(ty).clone(),
            _ => parse_quote!(Self),
        };
        Some((ty, [first, &[Need::Send, Need::Static]].concat()))
    }

    /// What is done before it goes.
    pub(crate) fn sent(&self, runtime: &Path) -> Option<TokenStream> {
        let (token, this) = (&self.receiver.self_token, this());
        let span = token.span;
        let to_thread = quote_spanned!(span=> #runtime::__private::to_thread);
        let copied = quote_spanned!(span=> #runtime::__private::copied);
        let is_copied = self.way == ObjectWay::Copied;
        is_copied.then(|| quote!(let #this = #to_thread(#copied(#token));))
    }

    /// What the method is called with.
    pub(crate) fn passed(&self) -> TokenStream {
        let (this, token) = (this(), &self.receiver.self_token);
        match self.way {
            ObjectWay::Moved => quote!(#token),
            ObjectWay::Copied => quote!(&#this),
            ObjectWay::Lent | ObjectWay::TakenOut => quote!(#this),
        }
    }
}

/// The object, where it is not `self`.
pub(crate) fn this() -> Ident {
    crate::emit::local("this")
}

/// What is done before all of them go.
pub(crate) fn sent<'a>(
    object: Option<&Object>,
    arguments: impl IntoIterator<Item = &'a Argument>,
    runtime: &Path,
) -> TokenStream {
    let mut sent: TokenStream = object
        .and_then(|object| object.sent(runtime))
        .into_iter()
        .collect();
    sent.extend(
        arguments
            .into_iter()
            .filter_map(|argument| argument.sent(runtime)),
    );
    sent
}

/// The generic parameters of the function that an argument is not passed on as.
pub(crate) fn replaced<'a>(
    source: &Source,
    arguments: impl IntoIterator<Item = &'a Argument>,
) -> Vec<Ident> {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let generics = &source.function.sig.generics;
    let params = generics.type_params().map(|param| &param.ident);
    let is_replaced = |ident: &&Ident| {
        arguments.iter().any(|argument| {
            let is_other = matches!(argument.way, Way::Referred(_) | Way::Converted(_));
            is_other && types::is_named(&argument.declared.ty, &ident.to_string())
        })
    };
    params.filter(is_replaced).cloned().collect()
}

/// Of a function whose body goes elsewhere: what is said of the code, as against of the function that
/// is called.
pub(crate) fn belongs_to_body(attr: &Attribute) -> bool {
    const LINTS: &[&str] = &["allow", "warn", "deny", "forbid", "expect"];
    let about_code = attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr");
    about_code || LINTS.iter().any(|lint| attr.path().is_ident(lint))
}

fn way(ty: &Type, sig: &Signature) -> Result<Way, Refusal> {
    if !types::borrows(ty) {
        return Ok(conversion(ty, sig).unwrap_or(Way::Moved));
    }
    let Type::Reference(reference) = types::bare(ty) else {
        return match types::optional(ty) {
            Some(inner) if matches!(way(&inner, sig), Ok(Way::Copied)) => Ok(Way::CopiedOption),
            _ => Err("take an owned value".into()),
        };
    };
    let inner = types::bare(&reference.elem);
    if types::borrows(inner) {
        return Err("take an owned value".into());
    }
    match (inner, reference.mutability) {
        (Type::TraitObject(_), None) => {
            let text = types::text(inner);
            Err(format!(
                "take an `Arc<{text}>`, with `Send` and `Sync` among its bounds"
            ))
        }
        (Type::TraitObject(_), Some(_)) => Err("take it in a `Box`, by value".into()),
        (Type::ImplTrait(_), _) => Err("take it by value".into()),
        (_, None) => Ok(Way::Copied),
        (Type::Slice(_), Some(_)) => Ok(Way::CopiedBack),
        (inner, Some(_)) if is_std(inner) => Err("take an owned value, and return it".into()),
        (_, Some(_)) => Ok(Way::Taken),
    }
}

/// `impl AsRef<T>` and `impl Into<T>`, or a generic parameter of which no more than that is known.
fn conversion(ty: &Type, sig: &Signature) -> Option<Way> {
    let bounds = match types::bare(ty) {
        Type::ImplTrait(opaque) => opaque.bounds.clone(),
        Type::Path(path) => {
            let ident = path.path.get_ident()?;
            let mut params = sig.generics.type_params();
            let param = params.find(|param| param.ident == *ident)?;
            if is_needed_elsewhere(ident, sig) {
                return None;
            }
            let mut bounds = param.bounds.clone();
            for predicate in generics::predicates(&sig.generics) {
                match predicate {
                    syn::WherePredicate::Type(told) if types::same(&told.bounded_ty, ty) => {
                        bounds.extend(told.bounds.clone());
                    }
                    told if types::mentions(told, ident) => return None,
                    _ => {}
                }
            }
            bounds
        }
        _ => return None,
    };
    const MARKERS: &[&str] = &["Send", "Sync", "Sized", "Unpin"];
    let mut traits = Vec::new();
    for bound in &bounds {
        match bound {
            bound if MARKERS.iter().any(|marker| is_named(bound, marker)) => {}
            TypeParamBound::Trait(bound) => traits.push(bound.path.segments.last()?),
            TypeParamBound::Lifetime(_) => {}
            _ => return None,
        }
    }
    let [only] = traits.as_slice() else {
        return None;
    };
    let given = types::arguments(&only.arguments);
    let [target] = given.as_slice() else {
        return None;
    };
    match only.ident.to_string().as_str() {
        "AsRef" if is_std(target) => Some(Way::Referred(target.clone())),
        "Into" if !types::borrows(target) && !types::is_opaque(target) => {
            Some(Way::Converted(target.clone()))
        }
        _ => None,
    }
}

/// Whether a generic parameter is more than the type of arguments.
fn is_needed_elsewhere(ident: &Ident, sig: &Signature) -> bool {
    let is_part = |input: &FnArg| match input {
        FnArg::Typed(declared) => {
            types::mentions(&declared.ty, ident)
                && !types::is_named(&declared.ty, &ident.to_string())
        }
        FnArg::Receiver(_) => false,
    };
    let others = sig
        .generics
        .type_params()
        .filter(|param| param.ident != *ident);
    types::mentions(&sig.output, ident)
        || sig.inputs.iter().any(is_part)
        || others
            .into_iter()
            .any(|other| types::mentions(other, ident))
}

/// `Send` and `'static`, where they are not among the bounds.
fn lacking(bounds: &Bounds) -> Vec<TypeParamBound> {
    let says = |name: &str| {
        bounds.iter().any(|bound| match bound {
            TypeParamBound::Lifetime(lifetime) => lifetime.ident == name,
            bound => is_named(bound, name),
        })
    };
    let send = (!says("Send")).then(|| parse_quote!(::core::marker::Send));
    let is_static = (!says("static")).then(|| parse_quote!('static));
    send.into_iter().chain(is_static).collect()
}

/// What a slice is made of, or the type itself.
fn element(ty: &Type) -> &Type {
    match types::bare(ty) {
        Type::Slice(slice) => &slice.elem,
        ty => ty,
    }
}

/// The owned counterpart.
fn owned(ty: &Type) -> Type {
    match types::bare(ty) {
        Type::Slice(slice) => {
            let element = &slice.elem;
            parse_quote!(::std::vec::Vec<#element>)
        }
        ty if types::is_named(ty, "str") => parse_quote!(::std::string::String),
        ty => parse_quote!(<#ty as ::std::borrow::ToOwned>::Owned),
    }
}

/// A type that has another one as its owned counterpart, which can go anywhere; those of libraries
/// are named like those of the standard library (`Utf8Path`).
fn is_std(ty: &Type) -> bool {
    match types::bare(ty) {
        Type::Slice(slice) => types::is_primitive(&slice.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            ["str", "Str", "Path"].iter().any(|end| name.ends_with(end))
        }),
        _ => false,
    }
}

/// What surely can go.
fn is_plain(ty: &Type) -> bool {
    let is_pointer = matches!(types::bare(ty), Type::Reference(_) | Type::Ptr(_));
    let is_text = ["String", "PathBuf"]
        .iter()
        .any(|name| types::ends_with(ty, name));
    types::is_primitive(ty) && !is_pointer || is_text
}
