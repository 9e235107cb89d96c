//! From the model of a twin to its tokens.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Abi, Type};

use super::Model;
use crate::emit::{Placement, local};
use crate::types;

pub(in crate::plain) fn twin(model: &Model, placement: Placement) -> TokenStream {
    let (head, body) = (head(model, placement), body(model));
    quote!(#head { #body })
}

// Input:  #[doc] pub async fn fetch(url: &str) -> Page
// Output: #[doc] pub fn fetch_with_callback(url: &str, callback: impl FnOnce(Page) + Send + 'static)
fn head(model: &Model, placement: Placement) -> TokenStream {
    let Model {
        attrs,
        vis,
        abi,
        name,
        generics,
        call,
        value,
        ..
    } = model;
    let vis = (placement == Placement::Item).then_some(vis);
    let unsafety = match abi {
        None => call.unsafety.to_token_stream(),
        Some(_) => quote!(unsafe),
    };
    let more = callback_parameters(abi.as_ref(), value);
    let mut inputs = call.arguments.parameters();
    inputs.push(more);
    let predicates = &generics.where_clause;
    quote!(#(#attrs)* #vis #unsafety #abi fn #name #generics (#(#inputs),*) #predicates)
}

/// What the twin takes besides: a closure, or C's function and what that is called with.
pub(super) fn callback_parameters(abi: Option<&Abi>, value: &Type) -> TokenStream {
    let (callback, user_data) = (local("callback"), local("user_data"));
    let value = (!types::is_unit(value)).then_some(value);
    match abi {
        None => quote! {
            #callback: impl ::core::ops::FnOnce(#value) + ::core::marker::Send + 'static
        },
        Some(abi) => {
            // As if it stood there: else the compiler would not say that C can't read the value.
            let span = value.span();
            let value = value.map(|value| quote!(#value,));
            let function = quote_spanned! {span=>
                ::core::option::Option<unsafe #abi fn(#value *mut ::core::ffi::c_void)>
            };
            quote!(#callback: #function, #user_data: *mut ::core::ffi::c_void)
        }
    }
}

fn body(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (portal, callback) = (local("portal"), local("callback"));
    let found = match &model.portal {
        None => quote!(let #portal = #runtime::Portal::shared();),
        Some(expr) => {
            let span = Span::mixed_site().located_at(expr.span());
            let found = quote_spanned!(span=> let #portal: &#runtime::Portal = &#expr;);
            // It may be a part of what is about to go.
            quote! {
                #found
                let #portal = &::core::clone::Clone::clone(#portal);
            }
        }
    };
    let (sent, told, call) = (
        model.call.arguments.sent(runtime),
        told(model),
        model.call.tokens(None),
    );
    let run = match &model.abandoned {
        None => quote!(call_back(#portal, async move || #call.await, #callback)),
        Some(abandoned) => {
            let value = &model.value;
            let instead = match types::is_unit(value) {
                true => quote!(move || #abandoned),
                false => quote!(move || -> #value { #abandoned }),
            };
            quote!(call_back_surely(#portal, async move || #call.await, #callback, #instead))
        }
    };
    quote! {
        #found
        #sent
        #told
        #runtime::__private::#run;
    }
}

/// The callback as a closure that takes what the function returns.
fn told(model: &Model) -> Option<TokenStream> {
    let ty = &model.value;
    let is_unit = types::is_unit(ty);
    let (callback, user_data) = (local("callback"), local("user_data"));
    let value = local("value");
    let (taken, passed) = match is_unit {
        true => (quote!(()), None),
        false => (quote!(#value: #ty), Some(quote!(#value,))),
    };
    if model.abi.is_none() {
        return is_unit.then(|| quote!(let #callback = move |()| #callback();));
    }
    // SAFETY: the twin's documentation asks its caller for just this; nothing else stands in the
    // block, and a closure that gives its pointer away is run once at most.
    // Tested by `with_callback`.
    let called = quote!(unsafe { #callback(#passed #user_data.into_inner()) });
    Some(quote! {
        // So that it can go to the loop's thread.
        let #user_data = ::core::sync::atomic::AtomicPtr::new(#user_data);
        let #callback = move |#taken| {
            if let ::core::option::Option::Some(#callback) = #callback {
                #called
            }
        };
    })
}
