//! Recognises a callback by its type, whatever it is wrapped in.

use crate::collect::CollectVec;
use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    Generics, Ident, Lifetime, PathArguments, PathSegment, Token, TraitBound, Type, TypeParamBound,
};

use crate::generics;
use crate::marks::ShapeMark;
use crate::model::Wrap;
use crate::pointer::Pointer;
use crate::types;

/// The traits that may stand beside another one in a trait object.
const AUTO: &[&str] = &["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"];

/// The traits of closures whose calls are awaited.
const ASYNC: &[&str] = &["AsyncFnOnce", "AsyncFnMut", "AsyncFn"];

/// How often a callback may be called, as its trait says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calls {
    FnOnce,
    FnMut,
    Fn,
}

/// The `Fn*(A, B) -> R` behind a callback's type.
pub(crate) struct Signature {
    pub(crate) calls: Calls,
    pub(crate) inputs: Vec<(Option<Ident>, Type)>,
    pub(crate) output: Option<Type>,
    /// Where the user data stands among the inputs, of which it is none.
    pub(crate) user_data: Option<usize>,
    /// Whether it is a listener's method.
    pub(crate) is_method: bool,
    bound: Vec<Lifetime>,
    /// All that is asked of the callback beside its `Fn*`.
    markers: Bounds,
    /// The `Fn*` itself, with the lifetimes that it is true for.
    itself: TypeParamBound,
    /// Whether the callback must be `Send`, and so what it holds.
    pub(crate) is_send: bool,
    /// Whether the callback must be `'static`, and so what it holds.
    pub(crate) is_static: bool,
}

/// A parameter's type, seen as a callback.
pub(crate) struct Recognised {
    pub(crate) signature: Signature,
    /// From the inside out.
    pub(crate) wraps: Vec<Wrap>,
    /// The generic parameter that stands for the callback's type.
    pub(crate) generic: Option<Ident>,
    /// Whether the declared type can be written in a function body.
    pub(crate) nameable: bool,
    /// The type that stands in for the generic parameter where its name is needed.
    pub(crate) boxed: Option<Type>,
    /// What is called in its stead, where C calls back.
    pub(crate) pointer: Option<Pointer>,
}

/// What a parameter's type turned out to be.
pub(crate) enum Kind {
    Callback(Recognised),
    /// `fn(A)`, which can't carry the state that leads back to the task; why not, where that is
    /// not all there is to say.
    FnPointer(Option<syn::Error>),
    Other,
}

/// Looks through `Option`, `Box`, `Rc`, `Arc` and references for a closure type.
pub(crate) fn recognise(ty: &Type, generics: &Generics) -> Kind {
    let through = |inner: &Type, wrap: Wrap| match recognise(inner, generics) {
        Kind::Callback(mut found) => {
            found.wraps.push(wrap);
            Kind::Callback(found)
        }
        other => other,
    };
    match types::bare(ty) {
        Type::ImplTrait(ty) => from_bounds(&ty.bounds, None, generics, false),
        Type::TraitObject(ty) => from_bounds(&ty.bounds, None, generics, true),
        Type::FnPtr(_) => Kind::FnPointer(None),
        Type::Reference(ty) if ty.mutability.is_some() => match through(&ty.elem, Wrap::RefMut) {
            // `&mut Option<Box<dyn FnMut()>>` is a place to put a callback, not one itself.
            Kind::Callback(found) if found.wraps.len() > 1 => Kind::Other,
            other => other,
        },
        Type::Reference(ty) => through(&ty.elem, Wrap::Ref),
        Type::Path(path) if path.qself.is_none() => {
            if let Some(ident) = path.path.get_ident() {
                return from_generic(ident, generics);
            }
            let Some(last) = path.path.segments.last() else {
                return Kind::Other;
            };
            let wrap = match last.ident.to_string().as_str() {
                "Option" => Wrap::Some,
                "Box" => Wrap::Box,
                "Rc" => Wrap::Rc,
                "Arc" => Wrap::Arc,
                _ => return Kind::Other,
            };
            let owns = !matches!(wrap, Wrap::Some);
            let Some(inner) = types::inner(ty) else {
                return Kind::Other;
            };
            match through(&inner, wrap) {
                // `Box<dyn Fn()>` means `Box<dyn Fn() + 'static>`.
                Kind::Callback(mut found) if owns && !types::borrows(&inner) => {
                    found.signature.is_static |= found.nameable;
                    Kind::Callback(found)
                }
                other => other,
            }
        }
        _ => Kind::Other,
    }
}

/// A callback behind an alias or a trait of its own, as `#[shape]` describes it.
pub(crate) fn described(shape: &ShapeMark, ty: &Type, generics: &Generics) -> Option<Recognised> {
    let mut signature = shape.bounds.iter().find_map(signature)?;
    signature.note(&shape.bounds);
    signature.note(&promised(ty, generics));
    let ident = match types::bare(ty) {
        Type::Path(path) => path.path.get_ident(),
        _ => None,
    };
    let generic = ident.filter(|ident| generics.type_params().any(|p| p.ident == **ident));
    let mut wraps = Vec::new();
    if let Some(wrap) = &shape.wrap {
        wraps.push(Wrap::Function(wrap.clone()));
        // What the closure was put into is lent for the call.
        if let Type::Reference(reference) = types::bare(ty) {
            wraps.push(match reference.mutability {
                Some(_) => Wrap::RefMut,
                None => Wrap::Ref,
            });
        }
    }
    Some(Recognised {
        wraps,
        nameable: generic.is_none() && !types::is_opaque(ty),
        generic: generic.cloned(),
        ..Recognised::of(signature)
    })
}

/// What is asked beside its own trait of a callback that is no closure: where it may go, and how long
/// it lives.
fn promised(ty: &Type, generics: &Generics) -> Bounds {
    let is_promise = |bound: &TypeParamBound| {
        matches!(bound, TypeParamBound::Lifetime(_)) || is_named(bound, AUTO)
    };
    let mut promised = asked(ty, generics);
    generics::retain(&mut promised, &is_promise);
    promised
}

/// All that is asked of what stands in a type alone.
fn asked(ty: &Type, generics: &Generics) -> Bounds {
    match types::bare(ty) {
        Type::ImplTrait(ty) => ty.bounds.clone(),
        Type::TraitObject(ty) => ty.bounds.clone(),
        Type::Reference(ty) => asked(&ty.elem, generics),
        Type::Path(path) => match path.path.get_ident() {
            Some(ident) => generics::bounds(generics, ident),
            None => types::inner(ty).map_or_else(Bounds::new, |inner| asked(&inner, generics)),
        },
        _ => Bounds::new(),
    }
}

/// The `AsyncFn*(A, B)` in a type, if it takes an async closure.
pub(crate) fn async_closure(ty: &Type, generics: &Generics) -> Option<TraitBound> {
    let mut asked = asked(ty, generics).into_iter();
    match asked.find(|bound| is_named(bound, ASYNC))? {
        TypeParamBound::Trait(bound) => Some(bound),
        _ => None,
    }
}

fn from_generic(ident: &Ident, generics: &Generics) -> Kind {
    from_bounds(
        &generics::bounds(generics, ident),
        Some(ident),
        generics,
        false,
    )
}

pub(crate) type Bounds = Punctuated<TypeParamBound, Token![+]>;

fn from_bounds(
    bounds: &Bounds,
    generic: Option<&Ident>,
    generics: &Generics,
    nameable: bool,
) -> Kind {
    let Some(mut signature) = bounds.iter().find_map(signature) else {
        return from_conversion(bounds, generic, generics);
    };
    signature.note(bounds);
    Kind::Callback(Recognised {
        generic: generic.cloned(),
        nameable,
        ..Recognised::of(signature)
    })
}

/// `Into<Option<F>>`, which a closure converts to by itself.
fn from_conversion(bounds: &Bounds, generic: Option<&Ident>, generics: &Generics) -> Kind {
    let mut traits = bounds.iter().filter_map(named);
    let into = traits.find(|last| last.ident == "Into");
    let target = into.and_then(|into| types::arguments(&into.arguments).into_iter().next());
    match target.map(|target| recognise(&target, generics)) {
        Some(Kind::Callback(found)) if matches!(found.wraps.as_slice(), [Wrap::Some]) => {
            Kind::Callback(Recognised {
                wraps: Vec::new(),
                generic: generic.cloned(),
                nameable: false,
                ..found
            })
        }
        _ => Kind::Other,
    }
}

fn signature(bound: &TypeParamBound) -> Option<Signature> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last()?;
    let calls = match last.ident.to_string().as_str() {
        "FnOnce" => Calls::FnOnce,
        "FnMut" => Calls::FnMut,
        "Fn" => Calls::Fn,
        _ => return None,
    };
    let PathArguments::Parenthesized(given) = &last.arguments else {
        return None;
    };
    let inputs = given.inputs.iter().map(|input| {
        let name = input.name.as_ref().map(|(name, _)| name.clone());
        (name, input.ty.clone())
    });
    Some(Signature {
        calls,
        inputs: inputs.collect_vec(),
        output: types::returned(&given.output),
        user_data: None,
        is_method: false,
        bound: binder(&bound.lifetimes),
        markers: Bounds::new(),
        itself: TypeParamBound::Trait(bound.clone()),
        is_send: false,
        is_static: false,
    })
}

pub(crate) fn binder(lifetimes: &Option<syn::BoundLifetimes>) -> Vec<Lifetime> {
    let mut binder = Vec::new();
    let Some(bound) = lifetimes else {
        return binder;
    };
    for param in &bound.lifetimes {
        if let syn::GenericParam::Lifetime(param) = param {
            binder.push(param.lifetime.clone());
        }
    }
    binder
}

impl Recognised {
    /// One of a type without a name, and in nothing else.
    pub(crate) fn of(signature: Signature) -> Recognised {
        Recognised {
            signature,
            wraps: Vec::new(),
            generic: None,
            nameable: false,
            boxed: None,
            pointer: None,
        }
    }

    /// Whether it is a closure's own type in a box. Where such a box is called, the compiler takes the
    /// closure for an `Fn`, unless it has heard by then what it is: from the function it is passed to.
    pub(crate) fn is_boxed_closure(&self) -> bool {
        let in_box = |wrap: &Wrap| matches!(wrap, Wrap::Box | Wrap::Rc | Wrap::Arc);
        !self.nameable && self.boxed.is_none() && self.wraps.iter().any(in_box)
    }

    /// Whether `wrap` makes of the callback what only the user knows.
    pub(crate) fn is_put_into_something(&self) -> bool {
        let by_function = |wrap: &Wrap| matches!(wrap, Wrap::Function(_));
        self.wraps.iter().any(by_function)
    }

    /// Gives the callback a type with a name, for a function of these generics.
    pub(crate) fn put_into_box(&mut self, generics: &Generics) {
        let object = self.signature.object(generics);
        self.boxed = Some(syn::parse_quote!(::std::boxed::Box<#object>));
        self.wraps.insert(0, Wrap::Box);
    }
}

impl Signature {
    /// That of the closure behind a C function pointer, without the user data. It may be called on
    /// any thread, as long as it is kept.
    pub(crate) fn of_pointer(
        inputs: Vec<(Option<Ident>, Type)>,
        output: Option<Type>,
        user_data: usize,
        bound: Vec<Lifetime>,
    ) -> Signature {
        Signature {
            calls: Calls::FnMut,
            inputs,
            output,
            user_data: Some(user_data),
            is_method: false,
            bound,
            markers: Bounds::new(),
            itself: syn::parse_quote!(FnMut()),
            is_send: true,
            is_static: true,
        }
    }

    /// A listener's method, seen as a callback.
    pub(crate) fn of_method(sig: &syn::Signature, user_data: Option<usize>) -> Signature {
        let typed = generics::typed(sig);
        let taken = typed.iter().filter_map(|input| types::name(&input.pat));
        let taken = taken.collect_vec();
        let mut inputs = Vec::new();
        for (at, input) in typed.iter().enumerate() {
            if Some(at) != user_data {
                inputs.push((field(&input.pat, &taken), (*input.ty).clone()));
            }
        }
        Signature {
            calls: Calls::Fn,
            inputs,
            output: types::returned(&sig.output),
            user_data,
            is_method: true,
            bound: Vec::new(),
            markers: Bounds::new(),
            itself: syn::parse_quote!(Fn()),
            is_send: false,
            is_static: false,
        }
    }

    /// Where marks on the callback stand.
    pub(crate) fn place(&self) -> &'static str {
        match self.is_method {
            true => "method",
            false => "parameter",
        }
    }

    /// Whether it is said how long the callback must live.
    pub(crate) fn has_lifetime(&self) -> bool {
        let is_lifetime = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Lifetime(_));
        self.markers.iter().any(is_lifetime)
    }

    /// Whether the callback must be `Sync`, and so what it holds.
    pub(crate) fn is_sync(&self) -> bool {
        self.markers.iter().any(|bound| is_named(bound, &["Sync"]))
    }

    /// Takes note of what stands beside the `Fn*`.
    fn note(&mut self, bounds: &Bounds) {
        for bound in bounds {
            match bound {
                TypeParamBound::Lifetime(lifetime) => self.is_static |= lifetime.ident == "static",
                _ => self.is_send |= is_named(bound, &["Send"]),
            }
            if signature(bound).is_none() {
                self.markers.push(bound.clone());
            }
        }
    }

    /// The `Fn*` as a trait object with what may stand beside it there. Lifetimes of the function's
    /// own are left out: what the closure holds borrows nothing.
    pub(crate) fn object(&self, generics: &Generics) -> TokenStream {
        let fits = |bound: &&TypeParamBound| match bound {
            TypeParamBound::Lifetime(lifetime) => {
                lifetime.ident != "static"
                    && generics.lifetimes().all(|own| own.lifetime != *lifetime)
            }
            bound => is_named(bound, AUTO),
        };
        let (itself, markers) = (&self.itself, self.markers.iter().filter(fits));
        quote!(dyn #itself #(+ #markers)*)
    }

    /// The bounds as written, if some are not of the standard library: a body without a callback
    /// would leave their import unused.
    pub(crate) fn own_bounds(&self) -> Option<TokenStream> {
        const STANDARD: &[&str] = &["Send", "Sync", "Sized", "Unpin", "Clone", "Copy"];
        let is_own = |bound: &TypeParamBound| {
            matches!(bound, TypeParamBound::Trait(_)) && !is_named(bound, STANDARD)
        };
        let (markers, itself) = (&self.markers, &self.itself);
        let has_own = self.markers.iter().any(is_own);
        has_own.then(|| quote!(#itself + #markers))
    }

    /// The input types, fit for the parameters of a closure.
    pub(crate) fn closure_inputs(&self) -> Vec<(Option<Ident>, Type)> {
        let mut inputs = self.inputs.clone();
        for (_, ty) in &mut inputs {
            types::unbind(ty, &self.bound);
        }
        inputs
    }

    /// The output type, if a closure can be declared with it.
    pub(crate) fn closure_output(&self) -> Option<Type> {
        let output = self.unbound(self.output.as_ref()?);
        Some(output).filter(|ty| !types::borrows(ty) && !types::is_opaque(ty))
    }

    fn unbound(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        types::unbind(&mut ty, &self.bound);
        ty
    }
}

/// The last name in the path of the bound's trait.
pub(crate) fn named(bound: &TypeParamBound) -> Option<&PathSegment> {
    match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    }
}

/// Whether the bound is the trait of one of these names, whatever its path.
pub(crate) fn is_named(bound: &TypeParamBound, names: &[&str]) -> bool {
    named(bound).is_some_and(|last| types::is_called(&last.ident, names))
}

/// The name that a parameter gives to the field of an event: that it is unused does not show, unless
/// another one has that name.
fn field(pattern: &syn::Pat, taken: &[&Ident]) -> Option<Ident> {
    let ident = types::name(pattern)?;
    match ident.to_string().strip_prefix('_') {
        Some(name) if taken.iter().any(|other| *other == name) => Some(ident.clone()),
        Some(name) => syn::parse_str(name).ok(),
        None => Some(ident.clone()),
    }
}
