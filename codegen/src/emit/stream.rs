//! The body of a twin that returns a stream.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{blocking, constructor, from, local};
use crate::model::{Delivery, Function, Overflow, Shape, Wake};
use crate::types;

// Input:  fn ticks(n: u32, callback: impl FnMut(u32) + Send + 'static) { BODY }
// Output: fn ticks(n: u32) -> EventStream<u32> {
//             stream(StreamOptions::new(), move |events| {
//                 let callback = move |value: u32| { events.emit(value); };
//                 BODY
//             })
//         }
pub(super) fn body(function: &Function) -> TokenStream {
    let options = options(function);
    let start = constructor::start(function);
    let imports = constructor::imports(function);
    let cancel = constructor::cancel(function);
    let chain = constructor::chain(function);
    let call = constructor::call(function, quote!(#options, #start));
    let call = match (&function.handle.result, chain.is_empty()) {
        (None, _) => quote!(#call #(#chain)*),
        (Some(_), true) => call,
        (Some(_), false) => quote!(#call.map(|stream| stream #(#chain)*)),
    };
    let call = match (&function.handle.result, &function.delivery.error) {
        (Some(_), Some(error)) => {
            let from = from(function, error);
            quote!(#call.map_err(#from))
        }
        _ => call,
    };
    let sent = blocking::sent(function);
    let wake = function
        .delivery
        .wake
        .as_ref()
        .filter(|_| function.is_duplex());
    let wake = wake.map(|wake| {
        let (name, when) = (local("wake"), when(function, wake));
        quote!(let #name = #when;)
    });
    let plain = information(function);
    quote!(#imports #plain #sent #cancel #wake #call)
}

/// Asks the compiler whether what is said about samples has a destructor, at its type.
///
/// An item is looked at in any case, an expression where the function is used: but only that may
/// speak of generic parameters.
fn information(function: &Function) -> TokenStream {
    let mut asked = TokenStream::new();
    let Some(callback) = function.item() else {
        return asked;
    };
    let runtime = &function.runtime;
    for ty in callback.information() {
        if types::is_primitive(&ty) {
            continue;
        }
        let span = Span::mixed_site().located_at(ty.span());
        let question = constructor::at(span, quote!(#runtime::__private::no_destructor));
        asked.extend(match callback.is_concrete {
            true => quote_spanned!(span=> const _: () = #question::<#ty>();),
            false => quote_spanned!(span=> const { #question::<#ty>() };),
        });
    }
    asked
}

/// `StreamOptions::new().buffer(..)`, or the like for frames.
pub(super) fn options(function: &Function) -> TokenStream {
    let runtime = &function.runtime;
    let delivery = &function.delivery;
    let set = |word: &str, value: &dyn ToTokens| {
        let set = meant(delivery, word, word);
        quote!(.#set(#value))
    };
    let buffer = delivery.buffer.as_ref();
    let buffer = buffer.map(|buffer| set("buffer", buffer));
    let wake = delivery
        .wake
        .as_ref()
        .map(|wake| match function.is_duplex() {
            // Both lanes are told, and what the user wrote stands once.
            true => local("wake").to_token_stream(),
            false => when(function, wake),
        });
    let wake = wake.map(|wake| set("wake", &wake));
    if function.shape == Shape::Frames {
        return quote!(#runtime::FrameOptions::new() #buffer #wake);
    }
    if function.shape == Shape::Feed {
        let silence = delivery.silence.as_ref();
        let slot = function.slot();
        let silence = silence.map(|silence| {
            let set = meant(delivery, "silence", "silence");
            quote!(.#set::<#slot>(#silence))
        });
        // At the sample's type, which is what may have no default to be silent with.
        let span = slot.span();
        let new = constructor::at(span, quote!(#runtime::FeedOptions::new()));
        let input = function
            .is_duplex()
            .then(|| quote!(#runtime::FrameOptions::new() #wake,));
        return quote!(#input #new #buffer #wake #silence);
    }
    let policy = match delivery.overflow {
        Overflow::Unbounded => None,
        Overflow::DropNewest => Some(("drop_newest", "DropNewest")),
        Overflow::DropOldest => Some(("drop_oldest", "DropOldest")),
        Overflow::Latest => Some(("latest", "Latest")),
        Overflow::Block => Some(("block", "Block")),
    };
    let overflow = policy.map(|(word, policy)| {
        let policy = meant(delivery, word, policy);
        set("overflow", &quote!(#runtime::Overflow::#policy))
    });
    quote!(#runtime::StreamOptions::new() #buffer #overflow #wake)
}

/// `Wake::Every(8)`, or the like.
fn when(function: &Function, wake: &Wake) -> TokenStream {
    let (runtime, delivery) = (&function.runtime, &function.delivery);
    let (when, count) = match wake {
        Wake::Direct => (meant(delivery, "direct", "Direct"), None),
        Wake::Every(count) => (meant(delivery, "every", "Every"), Some(quote!((#count)))),
        Wake::Tick(millis) => (
            meant(delivery, "tick", "Tick"),
            Some(quote!((::core::time::Duration::from_millis(#millis)))),
        ),
    };
    quote!(#runtime::Wake::#when #count)
}

/// What a word of the attribute's means in the runtime, at that word.
pub(super) fn meant(delivery: &Delivery, word: &str, name: &str) -> Ident {
    let said = delivery.said.iter().find(|said| *said == word);
    let place = said.map_or_else(Span::call_site, Ident::span);
    Ident::new(name, Span::call_site().located_at(place))
}
