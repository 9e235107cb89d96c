//! What comes beside a listener trait.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{FnArg, GenericParam, Generics, Ident, Receiver, Signature, TypeParam};

use super::{callback, constructor, event, local, reply, stream};
use crate::attribute;
use crate::model::{Callback, Listener, Method};
use crate::props;
use crate::types;

// Input:  trait Listener { fn on_data(&mut self, data: &str); }
// Output: enum ListenerEvent { OnData { data: String } }
//         struct ListenerSender { .. }
//         type ListenerEvents<H = ()> = EventStream<ListenerEvent, H>;
//         impl Listener for ListenerSender {
//             fn on_data(&mut self, data: &str) {
//                 let events = &self.events;
//                 events.emit_with(|| <ListenerEvent>::OnData { data: data.to_owned() });
//             }
//         }
pub(crate) fn listener(listener: &Listener) -> TokenStream {
    let Listener {
        original,
        conditions,
        ..
    } = listener;
    let mut items = event::items(listener, &names(listener).event);
    items.extend(sender(listener));
    items.extend(glue(listener));
    items.push(implementation(listener));
    let conditions = quote!(#(#conditions)*);
    quote!(#original #(#conditions #items)*)
}

struct Names {
    event: Ident,
    sender: Ident,
    events: Ident,
}

fn names(listener: &Listener) -> Names {
    let name = &listener.name;
    Names {
        event: props::beside(name, "Event"),
        sender: props::beside(name, "Sender"),
        events: props::beside(name, "Events"),
    }
}

fn sender(listener: &Listener) -> Vec<TokenStream> {
    let Listener {
        vis,
        name,
        event_generics: generics,
        stream,
        ..
    } = listener;
    let Names {
        event,
        sender,
        events,
    } = names(listener);
    let runtime = &stream.runtime;
    let (parameters, arguments, predicates) = generics.split_for_impl();
    let text = sender.to_string();
    let f = local("f");
    let doc = format!(" Implements `{name}` by sending what it is called with to `{events}`.");
    let asks = listener.methods.iter().any(|method| {
        let mut callbacks = method.function.callbacks();
        callbacks.any(Callback::asks)
    });
    let waits = asks.then(|| {
        quote! {
            ///
            /// A method that asks waits until its question is answered or dropped, or its `timeout`
            /// has passed, also on the very thread that is to answer, and also while a stream that the
            /// question has gone to is being closed.
        }
    });
    let declared = quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #vis struct #sender #generics #predicates {
            events: #runtime::__private::Delivery<#event #arguments>,
        }
    };
    let constructor = quote! {
        #[allow(dead_code)]
        impl #parameters #sender #arguments #predicates {
            /// A sender that passes the events to a function, for an API that takes a listener where
            /// a callback is wanted. Nobody is told of panics.
            #waits
            #vis fn from_fn(
                function: impl ::core::ops::Fn(#event #arguments)
                    + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                Self { events: #runtime::__private::Delivery::function(function) }
            }
        }
    };
    let clone = quote! {
        impl #parameters ::core::clone::Clone for #sender #arguments #predicates {
            fn clone(&self) -> Self {
                Self { events: ::core::clone::Clone::clone(&self.events) }
            }
        }
    };
    let debug = quote! {
        impl #parameters ::core::fmt::Debug for #sender #arguments #predicates {
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #f.debug_struct(#text).finish_non_exhaustive()
            }
        }
    };
    vec![declared, constructor, clone, debug]
}

/// What the runtime needs to know of the event, and the stream's name.
fn glue(listener: &Listener) -> Vec<TokenStream> {
    let Listener {
        vis,
        name,
        event_generics: generics,
        stream: carrier,
        ..
    } = listener;
    let Names {
        event,
        sender,
        events,
    } = names(listener);
    let runtime = &carrier.runtime;
    let (parameters, arguments, predicates) = generics.split_for_impl();
    let item = match carrier.is_lossy() {
        false => quote!(#event #arguments),
        true => quote!(::core::result::Result<#event #arguments, #runtime::Lagged>),
    };
    let options = stream::options(carrier);
    // Written out below, where `Self::Sender` might be a variant.
    let made = quote!(#sender #arguments);
    let (alias, handle) = alias(generics);
    let doc = format!(" A stream of what the methods of `{name}` are called with.");
    let stream = quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #vis type #events #alias = #runtime::EventStream<#item, #handle>;
    };
    let event = quote! {
        impl #parameters #runtime::ListenerEvent for #event #arguments #predicates {
            type Item = #item;
            type Sender = #made;
            fn options() -> #runtime::StreamOptions { #options }
            fn sender(events: #runtime::__private::Delivery<Self>) -> #made {
                #sender { events }
            }
        }
    };
    vec![stream, event]
}

/// The parameters without their bounds, which an alias does not check, and one for the handle.
fn alias(generics: &Generics) -> (Generics, Ident) {
    let mut generics = generics.clone();
    generics.where_clause = None;
    for param in generics.type_params_mut() {
        param.bounds.clear();
        param.colon_token = None;
    }
    let mut handle = "H".to_owned();
    while generics.type_params().any(|param| param.ident == handle) {
        handle += "_";
    }
    let handle = Ident::new(&handle, proc_macro2::Span::call_site());
    let param = TypeParam {
        default: Some((Default::default(), types::unit())),
        ..TypeParam::from(handle.clone())
    };
    generics.params.push(GenericParam::Type(param));
    (generics, handle)
}

fn implementation(listener: &Listener) -> TokenStream {
    let Listener {
        unsafety,
        generics,
        event_generics,
        path,
        others,
        methods,
        ..
    } = listener;
    let Names { sender, .. } = names(listener);
    let (parameters, _, predicates) = generics.split_for_impl();
    let (_, arguments, _) = event_generics.split_for_impl();
    let methods = methods.iter().map(implemented);
    quote! {
        #[allow(deprecated)]
        // SAFETY: the trait is unsafe to implement only where the user wrote `unsafe trait` under the
        // attribute, which promises that senders may implement it.
        // Tested by `unsafety::unsafe_traits_have_unsafe_implementations`.
        #unsafety impl #parameters #path for #sender #arguments #predicates {
            #(#others)*
            #(#methods)*
        }
    }
}

fn implemented(method: &Method) -> Option<TokenStream> {
    let Method {
        attrs,
        sig,
        user_data,
        function,
    } = method;
    let callback = function.callbacks().next()?;
    let (mut inputs, _, body) = callback::parts(function, callback);
    let body = constructor::statements(&body);
    let (at, declared, sender) = leading(sig, *user_data)?;
    inputs.insert(at, declared);
    let Signature {
        abi,
        ident,
        generics,
        output,
        safety,
        ..
    } = sig;
    let (params, _, predicates) = generics.split_for_impl();
    // What is allowed in the declaration is the same here.
    let shared = attribute::of(attrs, &["cfg", "allow"]);
    let imports = constructor::imports(function);
    let events = local("events");
    let events = reply::needs_sender(callback).then(|| quote!(let #events = &#sender.events;));
    // Of the method's own place, where it is blamed if the trait has no such method.
    let place = Span::mixed_site().located_at(ident.span());
    let function = quote_spanned!(place=> fn);
    let body = quote! {
        #imports
        #events
        #body
    };
    let body = quote_spanned!(place=> { #body });
    Some(quote! {
        #(#shared)*
        #safety #abi #function #ident #params (#(#inputs),*) #output #predicates #body
    })
}

/// The parameter that leads to the sender: where it stands, how it is declared, and its name.
fn leading(sig: &Signature, user_data: Option<usize>) -> Option<(usize, TokenStream, TokenStream)> {
    let at = user_data.unwrap_or(0);
    match sig.inputs.iter().nth(at)? {
        FnArg::Receiver(receiver) => {
            // `mut` is for a body, and this one needs none.
            let receiver = Receiver {
                mutability: None,
                ..receiver.clone()
            };
            let name = receiver.self_token;
            Some((at, quote!(#receiver), quote!(#name)))
        }
        FnArg::Typed(declared) => {
            let (name, ty) = (local("data"), &declared.ty);
            Some((at, quote!(#name: #ty), quote!(#name)))
        }
    }
}
