//! `#[asyncify(ext = Name)] impl Foreign { fn name(.., callback); }`

use crate::attribute;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Generics, Ident, TraitItemFn, Type, TypeParamBound, WherePredicate};

use super::placing::{self, Place};
use super::{Piece, blame, pieces};
use crate::codes::Code;
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::generics;
use crate::input::Impl;
use crate::options::{Ext, Options};
use crate::types;
use crate::walk::{self, Part};

// Input:  impl<D: Device> D { fn open(&self, callback: impl FnMut(u32)) -> D::Stream; }
// Output: trait Name: Device { fn open_stream(&self) -> EventStream<u32, Self::Stream>; }
//         impl<D: Device> Name for D { fn open_stream(&self) -> .. { .. } }
pub(crate) fn expand(
    mut block: Impl,
    ext: &Ext,
    options: &Options,
    mut errors: Errors,
) -> TokenStream {
    let members = std::mem::take(&mut block.members);
    let Impl {
        attrs,
        generics,
        self_ty,
        ..
    } = &block;
    placing::check(options, Place::Mirror, &mut errors);
    let blanket = blanket_parameter(self_ty, generics);
    let context = Context::Foreign {
        generics: generics.clone(),
        through: self_ty.clone(),
    };
    let mut pieces = pieces(members, options, &context, self_ty, &mut errors);
    let is_shadowed = blanket.is_some_and(|it| is_shadowed(it, &pieces, &mut errors));
    let mut homeless = errors.of_a_part();
    let messages = blame(&mut pieces, errors);
    if is_shadowed {
        // Nothing can stand in for a method whose parameter is called `Self`.
        return quote!(#(#messages)*);
    }

    let Methods {
        declared,
        implemented,
        need_size,
    } = methods(&pieces, &context, &mut homeless);
    let beside = homeless.into_compile_errors();
    let declared = match blanket {
        Some(parameter) => types::replace_tokens(declared, &parameter.to_string(), &quote!(Self)),
        None => declared,
    };
    let supertraits = supertraits(blanket, generics, need_size);
    let own = generics::mentioned_in(generics, &quote!(#declared #supertraits));
    let (impl_generics, _, predicates) = generics.split_for_impl();
    let (_, arguments, own_predicates) = own.split_for_impl();
    let Ext { vis, ident } = ext;
    let docs = documentation(attrs, self_ty);
    let mut shared = attrs.clone();
    attribute::remove(&mut shared, &["doc"]);
    // A trait that was not asked to be `pub` may speak of types that are less so.
    let privacy = quote!(#[allow(private_bounds, private_interfaces)]);
    quote! {
        #(#messages)* #(#beside)*
        #(#docs)* #(#shared)*
        #privacy
        #vis trait #ident #own #supertraits #own_predicates { #declared }
        #(#shared)*
        impl #impl_generics #ident #arguments for #self_ty #predicates { #implemented }
    }
}

/// The twins.
#[derive(Default)]
struct Methods {
    /// As they stand in the trait.
    declared: TokenStream,
    implemented: TokenStream,
    /// Whether they are for types of a known size.
    need_size: bool,
}

fn methods(pieces: &[Piece], context: &Context, homeless: &mut Errors) -> Methods {
    let mut methods = Methods::default();
    for piece in pieces {
        match piece {
            Piece::Untouched(tokens) if tokens.is_empty() => {}
            // It has no place to go.
            Piece::Untouched(tokens) => homeless.at(
                Code::NOT_MIRRORED,
                tokens,
                "only callback-taking methods can be mirrored: remove this",
            ),
            Piece::Entry(entry) if entry.twin.is_ok() => {
                let declared = entry.tokens(context, Placement::Declared);
                methods.need_size |= holds_itself(&declared);
                methods.declared.extend(declared);
                let implemented = entry.tokens(context, Placement::Implemented);
                methods.implemented.extend(implemented);
            }
            Piece::Entry(entry) => {
                let stand_in = entry.tokens(context, Placement::Provided);
                methods.declared.extend(stand_in);
            }
        }
    }
    methods
}

/// The `D` of `impl<D: Bound> D`.
fn blanket_parameter<'a>(self_ty: &Type, generics: &'a Generics) -> Option<&'a Ident> {
    let Type::Path(path) = types::bare(self_ty) else {
        return None;
    };
    let ident = path.path.get_ident()?;
    generics
        .type_params()
        .map(|param| &param.ident)
        .find(|param| *param == ident)
}

/// In the trait the parameter is called `Self`, which nothing else can be. The type of a callback
/// may, as the twin has none.
fn is_shadowed(parameter: &Ident, pieces: &[Piece], errors: &mut Errors) -> bool {
    for piece in pieces {
        let Piece::Entry(entry) = piece else {
            continue;
        };
        let source = &entry.source;
        let sig = &source.function.sig;
        let is_named = |name: &&Ident| *name == parameter;
        let mut params = sig.generics.params.iter().map(generics::name);
        let param = params
            .find(is_named)
            .filter(|name| !source.erased.contains(name));
        if let Some(name) = param.or(Some(&sig.ident).filter(is_named)) {
            errors.at(
                Code::SHADOWED_TYPE,
                name,
                format!(
                    "`{parameter}` is the type that is extended here: call this something else"
                ),
            );
            return true;
        }
    }
    false
}

/// Whether a method, as it is declared, has `Self` in its types by value, which then has a size.
fn holds_itself(declared: &TokenStream) -> bool {
    const POINTERS: &[&str] = &["Arc", "Box", "Rc", "Weak"];
    let Ok(TraitItemFn { mut sig, .. }) = syn::parse2(declared.clone()) else {
        return false;
    };
    let is_self = |ty: &Type| types::is_named(ty, "Self");
    let points_there = |ty: &Type| match ty {
        Type::Reference(reference) => is_self(&reference.elem),
        Type::Ptr(pointer) => is_self(&pointer.elem),
        ty => types::last(ty).is_some_and(|last| {
            let given = types::arguments(&last.arguments);
            types::is_called(&last.ident, POINTERS) && given.iter().any(is_self)
        }),
    };
    let mut found = false;
    // What is said of `Self` in a condition does not hold it.
    sig.generics = Generics::default();
    walk::signature(&mut sig, &mut |part| {
        if let Part::Type(ty) = part {
            found |= is_self(ty);
            return !points_there(ty);
        }
        true
    });
    found
}

/// `: Sized + Bound`, so that the declarations may speak of what the bounds provide, and of `Self`
/// by value. If they do not, the type may be unsized.
fn supertraits(blanket: Option<&Ident>, generics: &Generics, need_size: bool) -> TokenStream {
    let Some(parameter) = blanket else {
        return match need_size {
            true => quote!(: ::core::marker::Sized),
            false => TokenStream::new(),
        };
    };
    let mut lists = Vec::new();
    for param in generics.type_params() {
        if param.ident == *parameter {
            lists.push(&param.bounds);
        }
    }
    for predicate in &generics::predicates(generics) {
        if let WherePredicate::Type(predicate) = predicate {
            if types::is_named(&predicate.bounded_ty, &parameter.to_string()) {
                lists.push(&predicate.bounds);
            }
        }
    }
    let (mut bounds, mut is_unsized) = (Vec::new(), false);
    for list in &lists {
        for bound in *list {
            match bound {
                TypeParamBound::Trait(bound) if bound.maybe.is_some() => is_unsized = true,
                bound => bounds.push(bound),
            }
        }
    }
    match is_unsized {
        true => quote!(: #(#bounds)+*),
        false => quote!(: ::core::marker::Sized #(+ #bounds)*),
    }
}

fn documentation(attrs: &[Attribute], self_ty: &Type) -> Vec<Attribute> {
    let docs = attribute::of(attrs, &["doc"]);
    if !docs.is_empty() {
        return docs;
    }
    let text = format!(" Async versions of methods of `{}`.", types::text(self_ty));
    vec![attribute::doc(&text)]
}
