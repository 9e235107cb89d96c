//! `#[asyncify(blocking, wrapper = AsyncName)] impl Name { fn name(&self, ..) -> T; }`

use crate::collect::CollectVec;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, Generics, ReceiverKind, Type, Visibility, parse_quote};

use super::placing::{self, Place};
use super::{Piece, blame, contents, pieces};
use crate::attribute::{self, CONDITIONS};
use crate::codes::Code;
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::generics;
use crate::input::{Function, Impl, Member};
use crate::options::{Ext, Options};
use crate::source::Source;
use crate::types;

// Input:  impl File { fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>; }
// Output: pub struct AsyncFile(Turns<File>);
//         impl AsyncFile { pub async fn read(&self, buf: &mut [u8]) -> io::Result<usize> { .. } }
pub(crate) fn expand(
    mut block: Impl,
    wrapper: &Ext,
    options: &Options,
    mut errors: Errors,
) -> TokenStream {
    placing::check(options, Place::Wrapper, &mut errors);
    require_blocking(options, &mut errors);
    let mut members = std::mem::take(&mut block.members);
    refuse_mixture(&mut members, &mut errors);
    let is_own = members.iter().any(Member::has_body);
    let original = is_own.then(|| original(&block, &members));
    let mut signatures = Vec::new();
    for member in members {
        match member {
            Member::Function(function) => {
                signatures.extend(signature(function, &block.self_ty, wrapper, is_own));
            }
            Member::Other(tokens) if !is_own => {
                errors.at(
                    Code::NOT_MIRRORED,
                    &tokens,
                    "a handle is made of functions alone: remove this",
                );
            }
            Member::Other(_) => {}
        }
    }
    // Calls that only look at it run at the same time, for which it must be `Sync`.
    let follow = signatures.iter().any(|it| borrows_it(it, true))
        || !signatures.iter().any(|it| borrows_it(it, false));
    let context = Context::Wrapper {
        generics: block.generics.clone(),
        through: block.self_ty.clone(),
    };
    let signatures = signatures.into_iter().map(Member::Function).collect_vec();
    let mut pieces = pieces(signatures, options, &context, &block.self_ty, &mut errors);
    let messages = blame(&mut pieces, errors);
    let methods = contents(&pieces, &|entry| entry.tokens(&context, Placement::Item));
    let handle = handle(&block, wrapper, options, follow);
    let into_inner = (!declares(&pieces, "into_inner")).then(|| into_inner(&block, wrapper));
    let head = head(&block, wrapper, follow);
    quote! {
        #original
        #(#messages)*
        #handle
        #head { #(#methods)* #into_inner }
    }
}

fn require_blocking(options: &Options, errors: &mut Errors) {
    if let (Some(wrapper), None) = (&options.wrapper, &options.blocking) {
        errors.at(
            Code::WRAPPER_ALONE,
            &wrapper.word,
            "`wrapper` makes a handle whose methods run on a pool: \
             write `blocking, wrapper = AsyncName`",
        );
    }
}

// The rest is read as if the type were somebody else's.
fn refuse_mixture(members: &mut [Member], errors: &mut Errors) {
    let bodiless = members.iter().find_map(|member| match member {
        Member::Function(function) if function.body.is_none() => Some(&function.sig),
        _ => None,
    });
    let Some(first) = bodiless.filter(|_| members.iter().any(Member::has_body)) else {
        return;
    };
    errors.at(
        Code::MIXED_BODIES,
        first,
        "this has no body, and others here have one: signatures alone mirror a type of somebody \
         else, bodies are those of one's own\n  \
         what such a type lacks, write as an `async fn` of the handle, in an `impl` of its own",
    );
    for member in members {
        if let Member::Function(function) = member {
            function.body = None;
        }
    }
}

/// The block as it was, which the handle calls.
fn original(block: &Impl, members: &[Member]) -> TokenStream {
    let Impl {
        attrs,
        unsafety,
        impl_token,
        generics,
        self_ty,
        ..
    } = block;
    let members = members.iter().map(|member| match member {
        Member::Other(tokens) => tokens.clone(),
        Member::Function(function) => {
            // What is wrong with the marks is told of the handle's method.
            let mut told = Errors::default();
            let mut function = Source::read(function.clone(), &mut told).function;
            let _ = told.into_compile_errors();
            generics::keep_no_borrow(&mut function.sig, &block.generics);
            function.to_token_stream()
        }
    });
    let predicates = &generics.where_clause;
    quote! {
        #(#attrs)* #unsafety #impl_token #generics #self_ty #predicates { #(#members)* }
    }
}

/// What the handle's method is made of: it says `Self` for the handle where it returns one, and
/// for nothing else.
fn signature(
    mut function: Function,
    self_ty: &Type,
    wrapper: &Ext,
    is_own: bool,
) -> Option<Function> {
    let sig = &mut function.sig;
    if is_own {
        // Those may stand among the others, and do not block.
        if function.body.is_none() || sig.asyncness.is_some() || sig.constness.is_some() {
            return None;
        }
        function.body = None;
        if let Visibility::Inherited = function.vis {
            function.attrs.push(parse_quote!(#[allow(dead_code)]));
        }
    } else {
        function.vis = wrapper.vis.clone();
    }
    for input in &mut sig.inputs {
        if let FnArg::Typed(declared) = input {
            *declared.ty = types::without_self(&declared.ty, self_ty);
        }
    }
    Some(function)
}

/// Whether it is a method with `&mut self`, or with `&self`.
fn borrows_it(function: &Function, to_change: bool) -> bool {
    function.sig.inputs.iter().any(|input| match input {
        FnArg::Receiver(receiver) => match &receiver.kind {
            ReceiverKind::Reference(_, _, mutability) => mutability.is_some() == to_change,
            _ => false,
        },
        FnArg::Typed(_) => false,
    })
}

fn declares(pieces: &[Piece], name: &str) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Entry(entry) => entry.source.function.sig.ident == name,
        Piece::Untouched(_) => false,
    })
}

/// The struct, and what it implements.
fn handle(block: &Impl, wrapper: &Ext, options: &Options, follow: bool) -> TokenStream {
    let Impl { attrs, self_ty, .. } = block;
    let Ext { vis, ident } = wrapper;
    let runtime = options.runtime();
    let shared = match follow {
        true => quote!(#runtime::__private::Turns),
        false => quote!(#runtime::__private::Shared),
    };
    let docs = documentation(attrs, self_ty, follow);
    let conditions = attribute::of(attrs, CONDITIONS);
    let (impl_generics, arguments, predicates) = block.generics.split_for_impl();
    let promised = promised(block, follow);
    let (_, _, promises) = promised.split_for_impl();
    let name = ident.to_string();
    quote! {
        #(#docs)* #(#conditions)*
        #[allow(private_bounds, private_interfaces)]
        #vis struct #ident #impl_generics (#shared<#self_ty>) #predicates;
        #(#conditions)*
        impl #impl_generics ::core::clone::Clone for #ident #arguments #predicates {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }
        #(#conditions)*
        impl #impl_generics ::core::fmt::Debug for #ident #arguments #predicates {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#name).finish_non_exhaustive()
            }
        }
        #(#conditions)*
        #[allow(trivial_bounds)]
        impl #impl_generics ::core::convert::From<#self_ty> for #ident #arguments #promises {
            fn from(inner: #self_ty) -> Self {
                Self(#shared::new(inner))
            }
        }
    }
}

/// `impl AsyncName`
fn head(block: &Impl, wrapper: &Ext, follow: bool) -> TokenStream {
    let conditions = attribute::of(&block.attrs, CONDITIONS);
    let generics = promised(block, follow);
    let (impl_generics, arguments, predicates) = generics.split_for_impl();
    let ident = &wrapper.ident;
    quote! {
        #(#conditions)*
        #[allow(private_bounds, private_interfaces, trivial_bounds)]
        impl #impl_generics #ident #arguments #predicates
    }
}

fn into_inner(block: &Impl, wrapper: &Ext) -> TokenStream {
    let (vis, self_ty) = (&wrapper.vis, &block.self_ty);
    quote! {
        /// The value itself, once the calls that were polled before have ended. Other clones of
        /// the handle are empty from then on.
        ///
        /// # Panics
        /// If this one is empty.
        #[allow(dead_code)]
        #vis async fn into_inner(self) -> #self_ty {
            self.0.take(|inner| inner).await
        }
    }
}

/// The generics, where the type can be held by tasks. That is said of types that are not generic, too,
/// so that what is wrong with one is told once.
fn promised(block: &Impl, follow: bool) -> Generics {
    let self_ty = &block.self_ty;
    let span = self_ty.span();
    let sync = (!follow).then(|| quote_spanned!(span=> + ::core::marker::Sync));
    let promise = quote_spanned!(span=> #self_ty: ::core::marker::Send #sync + 'static);
    let mut generics = block.generics.clone();
    let predicates = &mut generics.make_where_clause().predicates;
    predicates.push(parse_quote!(#promise));
    generics
}

fn documentation(attrs: &[Attribute], self_ty: &Type, follow: bool) -> Vec<Attribute> {
    let docs = attribute::of(attrs, &["doc"]);
    if !docs.is_empty() {
        return docs;
    }
    let order = match follow {
        true => "follow each other in the order in which they were first polled",
        false => "may run at the same time",
    };
    let lines = [
        format!(
            " A handle of a `{}`, whose methods are async: they run on a pool of threads.",
            types::text(self_ty)
        ),
        String::new(),
        format!(
            " Clones share it; calls {order}. A call that is dropped after it has begun runs on."
        ),
    ];
    lines.iter().map(|line| attribute::doc(line)).collect_vec()
}
