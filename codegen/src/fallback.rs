//! The item that stands in for a twin that could not be written.
//!
//! It has the right name and parameters, so that code which uses the twin is not reported as
//! well. Its return type has the first message in it, as an array length: the compiler says
//! nothing more about values of a type with a mistake in it. (`-> compile_error!(..)` would be
//! taken for `()`.)

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, ReturnType, Type, TypeParam};

use crate::attribute::{self, CONDITIONS};
use crate::collect::CollectVec;
use crate::context::Context;
use crate::emit::{self, Placement};
use crate::lower::{self, generics};
use crate::options::Options;
use crate::plain::Word;
use crate::signature::Kind;
use crate::source::{Parameter, Source};
use crate::types;

pub(crate) fn item(
    source: &Source,
    options: &Options,
    context: &Context,
    placement: Placement,
    messages: &[TokenStream],
) -> TokenStream {
    let Some((first, others)) = messages.split_first() else {
        return TokenStream::new();
    };
    let vis = (placement == Placement::Item).then_some(&source.function.vis);
    let unsafety = lower::unsafety(source, context);
    let name = lower::name(source, options, context);
    let mut generics = generics::without_callbacks(source);
    let word = Word::of(source, options);
    let (plain, mut callbacks) = plain(source, word);
    // What other parameters speak of as well stays, whatever it is.
    for ident in &source.erased {
        let mut others = plain.iter();
        if others.any(|parameter| types::mentions(&parameter.declared.ty, ident)) {
            let param = TypeParam::from(ident.clone());
            generics.params.push(GenericParam::Type(param));
        }
    }
    let receiver = source.receiver.iter().map(ToTokens::to_token_stream);
    let mut inputs = receiver.collect_vec();
    let mut imports = TokenStream::new();
    for parameter in &plain {
        let (pat, ty) = (&parameter.declared.pat, &parameter.declared.ty);
        match word.is_none_or(|word| word.takes(parameter)) {
            true => inputs.push(quote!(#pat: #ty)),
            false => {
                // What was imported for it is not reported as unused.
                imports.extend(imported(ty));
                callbacks.push(parameter);
            }
        }
    }
    inputs.extend(word.and_then(|word| word.parameters(source)));
    let mistaken = mistaken(first);
    let body =
        body(source, options, context).map(|body| within(body, source, &callbacks, &mistaken));
    let types = plain.iter().map(|it| &*it.declared.ty).collect_vec();
    if placement == Placement::Provided && emit::moves_self(source.receiver.as_ref(), &types) {
        let clause = generics.make_where_clause();
        clause.predicates.push(emit::sized_self());
    }
    let predicates = &generics.where_clause;
    // What is configured away is not reported either, so all messages stand in the item.
    let conditions = attribute::of(&source.function.attrs, CONDITIONS);
    quote! {
        #(#conditions)*
        #[allow(missing_docs)]
        #vis #unsafety fn #name #generics (#(#inputs),*) -> #mistaken #predicates {
            #imports
            #(#others)*
            #body
            loop {}
        }
    }
}

/// A type with a mistake in it, which the message tells.
pub(crate) fn mistaken(message: &TokenStream) -> TokenStream {
    quote!([(); { #message }])
}

/// The body, where it stands nowhere else.
fn body<'a>(source: &'a Source, options: &Options, context: &Context) -> Option<&'a TokenStream> {
    let stays = options.keep.is_some() || Word::of(source, options).is_some_and(Word::keeps);
    let body = source.function.body.as_ref()?;
    // Neither the generics that stand for callbacks are there, nor the function that takes one.
    let is_used = |name: &Ident| types::mentions(body, name);
    let is_understood = !is_used(&source.function.sig.ident) && !source.erased.iter().any(is_used);
    (context.replaces() && !stays && is_understood).then_some(body)
}

/// The body for an editor to look into. The callbacks are of a type with a mistake in it, too.
fn within(
    body: &TokenStream,
    source: &Source,
    callbacks: &[&Parameter],
    mistaken: &TokenStream,
) -> TokenStream {
    let sig = &source.function.sig;
    let callbacks = callbacks.iter().map(|callback| &callback.declared.pat);
    let body = match (&sig.asyncness, &sig.output) {
        (Some(asyncness), _) => quote!({ #asyncness #body }),
        (None, ReturnType::Default) => body.clone(),
        (None, ReturnType::Type(_, ty)) => {
            let ty = types::inferred(ty);
            quote!(-> #ty #body)
        }
    };
    quote!(let _ = |#(#callbacks: #mistaken),*| #body;)
}

fn imported(ty: &Type) -> TokenStream {
    let Type::Path(path) = types::bare(ty) else {
        return TokenStream::new();
    };
    let leading = &path.path.leading_colon;
    let names = path.path.segments.iter().map(|segment| &segment.ident);
    quote! {
        #[allow(unused_imports)]
        use #leading #(#names)::* as _;
    }
}

/// The parameters that are surely no callbacks, and those that may be.
fn plain(source: &Source, word: Option<Word>) -> (Vec<&Parameter>, Vec<&Parameter>) {
    // Beside a callback, or where none is looked for, a pointer is an argument.
    let has_others = source.callbacks().next().is_some() || word.is_some();
    let (mut plain, mut callbacks) = (Vec::new(), Vec::new());
    for parameter in &source.parameters {
        let marks = &parameter.marks;
        let is_left_alone = marks.leave_alone() && marks.skip.is_none();
        let is_plain = match &parameter.kind {
            Kind::Callback(_) => false,
            Kind::FnPointer(_) => has_others && marks.on_callback_only().is_none(),
            Kind::Other => marks.shape.is_none() && !is_left_alone,
        };
        match is_plain {
            true => plain.push(parameter),
            false => callbacks.push(parameter),
        }
    }
    (plain, callbacks)
}
