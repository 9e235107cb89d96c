//! The item that stands in for a twin that could not be written.
//!
//! It has the right name and parameters, so that code which uses the twin is not reported as
//! well. Its return type has the first message in it, as an array length: the compiler says
//! nothing more about values of a type with a mistake in it. (`-> compile_error!(..)` would be
//! taken for `()`.)

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericParam, Type, TypeParam};

use crate::attribute::{self, CONDITIONS};
use crate::context::Context;
use crate::emit::Placement;
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
    // What other parameters speak of as well stays, whatever it is.
    for ident in &source.erased {
        let mut others = plain(source);
        if others.any(|parameter| types::mentions(&parameter.declared.ty, ident)) {
            let param = TypeParam::from(ident.clone());
            generics.params.push(GenericParam::Type(param));
        }
    }
    let predicates = &generics.where_clause;
    let receiver = source.receiver.iter().map(ToTokens::to_token_stream);
    let word = Word::of(source, options);
    let (taken, left): (Vec<_>, Vec<_>) =
        plain(source).partition(|parameter| word.is_none_or(|word| word.takes(parameter)));
    let params = taken.iter().map(|parameter| {
        let ty = &parameter.declared.ty;
        quote!(_: #ty)
    });
    // What was imported for them is not reported as unused.
    let imported = left
        .iter()
        .filter_map(|parameter| imported(&parameter.declared.ty));
    let more = word.and_then(|word| word.parameters(source));
    let inputs = receiver.chain(params).chain(more);
    // What is configured away is not reported either, so all messages stand in the item.
    let conditions = attribute::of(&source.function.attrs, CONDITIONS);
    quote! {
        #(#conditions)*
        #[allow(missing_docs)]
        #vis #unsafety fn #name #generics (#(#inputs),*) -> [(); #first] #predicates {
            #(#imported)*
            #(#others)*
            loop {}
        }
    }
}

fn imported(ty: &Type) -> Option<TokenStream> {
    let Type::Path(path) = types::bare(ty) else {
        return None;
    };
    let leading = &path.path.leading_colon;
    let names = path.path.segments.iter().map(|segment| &segment.ident);
    Some(quote! {
        #[allow(unused_imports)]
        use #leading #(#names)::* as _;
    })
}

/// The parameters that are surely no callbacks.
fn plain(source: &Source) -> impl Iterator<Item = &Parameter> {
    source
        .parameters
        .iter()
        .filter(|p| matches!(p.kind, Kind::Other) && p.marks.shape.is_none())
        .filter(|p| p.marks.skip.is_some() || !p.marks.leave_alone())
}
