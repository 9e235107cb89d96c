//! What a callback gives back to its caller.

use proc_macro2::TokenStream;
use quote::quote;

use super::callback::{Writer, as_block, sender};
use super::{lambda, local};
use crate::model::{Answer, Callback, Lambda, Reply, Role, Underrun, Value};
use crate::types;

impl Writer<'_> {
    /// All that a call of a callback with a result does.
    pub(super) fn replying(&self, reply: &Reply) -> TokenStream {
        if let (Role::Answer, Reply::Told { open, closed }) = (&self.callback.role, reply) {
            return self.told(open, closed.as_ref());
        }
        let action = self.action();
        let (open, closed) = match reply {
            Reply::Told {
                open: Answer::Constant(value),
                closed: None,
            } => return quote!(#action; #value),
            Reply::Asked { default, .. } => return self.asked(&action, default),
            Reply::Told { open, closed } => (open, closed),
        };
        let reply = local("reply");
        let made = self.told(open, closed.as_ref());
        let annotation = self.callback.output.as_ref().map(|ty| quote!(: #ty));
        let told = quote!(let #reply #annotation = #made);
        // What gives its arguments away comes last; what is filled is to be seen.
        let sees_filled = match self.callback.value {
            Value::Slot { .. } => true,
            Value::MappedSlot { .. } | Value::Exchange { .. } | Value::MappedExchange { .. } => {
                let mut answers = [Some(open), closed.as_ref()].into_iter().flatten();
                answers.any(|answer| self.sees_mutable(answer))
            }
            _ => false,
        };
        let (first, second) = match sees_filled {
            true => (action, told),
            false => (told, action),
        };
        quote!(#first; #second; #reply)
    }

    /// Whether it looks at what the callback may fill.
    fn sees_mutable(&self, answer: &Answer) -> bool {
        let Answer::From(lambda) = answer else {
            return false;
        };
        let mut looked = lambda.patterns.iter().zip(&self.callback.arguments);
        looked
            .any(|(pattern, argument)| !lambda::is_wild(pattern) && types::is_mutable(&argument.ty))
    }

    /// How long to wait, and `|reply|`.
    pub(super) fn asking(&self) -> Option<TokenStream> {
        let Some(Reply::Asked { timeout, ty, .. }) = &self.callback.reply else {
            return None;
        };
        let reply = local("reply");
        let sender = local(sender(self.function, self.callback));
        Some(match timeout {
            None => quote!(::core::option::Option::None, |#reply: #ty|),
            Some(timeout) => {
                quote!(#sender.reply(|| -> ::core::time::Duration { #timeout }), |#reply: #ty|)
            }
        })
    }

    fn asked(&self, action: &TokenStream, default: &Answer) -> TokenStream {
        let instead = self.answer(default);
        match default {
            // It has to be made while the arguments are there.
            Answer::From(lambda) if lambda::looks(lambda) => {
                let default = local("default");
                quote!(let #default = #instead; #action.unwrap_or(#default))
            }
            _ => quote!(#action.unwrap_or_else(|| #instead)),
        }
    }

    fn told(&self, open: &Answer, closed: Option<&Answer>) -> TokenStream {
        let Some(closed) = closed else {
            return self.answer(open);
        };
        let sender = local(sender(self.function, self.callback));
        let closed = self.answer(closed);
        // Who waits for samples until they end is told of the end by there being none.
        let is_closed = match (&self.callback.value, self.function.delivery.underrun) {
            (Value::Slot { .. }, Underrun::Block) => quote!(is_abandoned),
            _ => quote!(is_closed),
        };
        let open = match open {
            Answer::Constant(open) => {
                return quote!(match #sender.#is_closed() { true => #closed, false => #open });
            }
            open => self.computed(open),
        };
        quote! {
            match #sender.#is_closed() {
                true => ::core::option::Option::None,
                false => #sender.reply(|| #open),
            }
            .unwrap_or_else(|| #closed)
        }
    }

    /// If making it panics, the consumer gets the panic, and the caller the default of the type if
    /// it has one.
    fn answer(&self, answer: &Answer) -> TokenStream {
        match answer {
            Answer::From(Lambda { ty: Some(ty), .. }) => {
                let (value, runtime) = (self.computed(answer), &self.function.runtime);
                let sender = local(sender(self.function, self.callback));
                // Of a type that is still to be inferred, probing can't tell whether it has a default.
                let instead = match types::has_gap(ty) {
                    false => quote!(#runtime::__private::Instead::<#ty>::new().reply()),
                    true => {
                        quote!(#runtime::__private::NoInstead::reply(#runtime::__private::Instead::new()))
                    }
                };
                quote!(#sender.reply(|| #value).unwrap_or_else(|| #instead))
            }
            Answer::From(lambda) => self.parameters.look(lambda),
            Answer::Constant(value) => quote!(#value),
        }
    }

    /// What follows `||`.
    fn computed(&self, answer: &Answer) -> TokenStream {
        match answer {
            Answer::Constant(value) => quote!(#value),
            Answer::From(lambda) => {
                let value = self.parameters.look(lambda);
                match &lambda.ty {
                    Some(ty) => {
                        let value = as_block(value);
                        quote!(-> #ty #value)
                    }
                    None => value,
                }
            }
        }
    }
}

/// Whether a call sends something, or asks whether anybody listens.
pub(super) fn needs_sender(callback: &Callback) -> bool {
    match (&callback.role, &callback.reply) {
        (Role::Answer, Some(Reply::Told { open, closed: None })) => {
            matches!(open, Answer::From(Lambda { ty: Some(_), .. }))
        }
        _ => true,
    }
}

/// Whether making the reply may panic, and there is nothing else to answer with.
pub(super) fn may_lack_instead(callback: &Callback) -> bool {
    let last = match &callback.reply {
        Some(Reply::Told { open, closed }) => closed.as_ref().unwrap_or(open),
        Some(Reply::Asked { default, .. }) => default,
        None => return false,
    };
    matches!(last, Answer::From(Lambda { ty: Some(ty), .. }) if !types::has_gap(ty))
}
