//! The closure that is handed to the callback API.

use std::mem;

use crate::collect::CollectVec;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, Pat, ReturnType, Token, Type};

use super::lambda::Parameters;
use super::{Local, called, foreign, from, local, same};
use crate::model::{
    Callback, Copied, EndIf, Fatal, Function, Role, Shape, Underrun, Value, Variant, Wrap,
};
use crate::types;

/// The closure in what it must be wrapped in; `last` of several may take the sender itself.
pub(super) fn expression(function: &Function, callback: &Callback, last: bool) -> TokenStream {
    let closure = closure(function, callback);
    let sender = local(sender(function, callback));
    let closure = match last {
        true => closure,
        false => quote!({ let #sender = ::core::clone::Clone::clone(&#sender); #closure }),
    };
    // It is what a callback brings that may keep it from being the type that is asked for.
    let span = Span::mixed_site().located_at(match callback.brought().as_slice() {
        [only] => callback.arguments[*only].ty.span(),
        _ => callback.ident.span(),
    });
    let start = Token![::](span);
    let mut lent = false;
    callback.wraps.iter().fold(closure, |inner, wrap| {
        let lent = mem::replace(&mut lent, matches!(wrap, Wrap::Ref | Wrap::RefMut));
        match wrap {
            // As a field: what a call of `Some` borrows in a `let` lives on only since Rust 1.89.
            Wrap::Some if lent => quote!(::core::option::Option::Some { 0: #inner }),
            Wrap::Some => quote!(::core::option::Option::Some(#inner)),
            Wrap::Box => called(quote!(#start std::boxed::Box::new), span, inner),
            Wrap::Rc => called(quote!(#start std::rc::Rc::new), span, inner),
            Wrap::Arc => called(quote!(#start std::sync::Arc::new), span, inner),
            Wrap::Ref => quote!(&#inner),
            Wrap::RefMut => quote!(&mut #inner),
            Wrap::Function(function) => wrapped(function, &inner),
        }
    })
}

/// The result of `function(inner)`.
fn wrapped(function: &Expr, inner: &TokenStream) -> TokenStream {
    if let Expr::Closure(ExprClosure {
        inputs,
        output: ReturnType::Default,
        body,
        ..
    }) = function
    {
        if let (1, Some(pattern @ Pat::Ident(_)), false) =
            (inputs.len(), inputs.first(), types::leaves(body))
        {
            // In place, what is boxed in it may become the `Box<dyn ..>` that is expected.
            let bound = super::bound(pattern, inner.clone());
            return quote!({ #bound #body });
        }
    }
    match function {
        Expr::Path(_) => quote!(#function(#inner)),
        _ => quote!((#function)(#inner)),
    }
}

/// The name of what the callback sends its values by.
pub(super) fn sender(function: &Function, callback: &Callback) -> &'static str {
    match (function.shape, &callback.role) {
        (Shape::Once, Role::Progress) => "progress",
        (Shape::Once, _) => "done",
        (Shape::Stream, _) => "events",
        (Shape::Frames, Role::Item) => "frames",
        (Shape::Feed, Role::Item) if callback.is_exchange() => "port",
        (Shape::Feed, Role::Item) => "source",
        (Shape::Frames | Shape::Feed, _) => "errors",
    }
}

/// What a callback is: its parameters, its result, and what a call of it does.
pub(super) fn parts(
    function: &Function,
    callback: &Callback,
) -> (Vec<TokenStream>, Option<TokenStream>, TokenStream) {
    let writer = Writer {
        function,
        callback,
        parameters: Parameters::new(function, callback),
    };
    let parameters = writer.parameters.declared();
    if let Some(reply) = &callback.reply {
        let output = callback.output.as_ref().map(|ty| quote!(-> #ty));
        let body = writer.replying(reply);
        return (parameters, output, quote!({ #body }));
    }
    let action = writer.action();
    let body = match delivers(function, callback) {
        // `emit` answers whether anybody listens, which a callback without a result can't use.
        true => quote!({ #action; }),
        false => action,
    };
    (parameters, None, body)
}

fn closure(function: &Function, callback: &Callback) -> TokenStream {
    let (parameters, output, body) = parts(function, callback);
    if !(callback.is_sync && foreign::is_exclusive(function, callback)) {
        return quote!(move |#(#parameters),*| #output #body);
    }
    // The producer of a realtime lane is not `Sync`; what can only be got at by `&mut` is.
    let (runtime, sender) = (&function.runtime, local(sender(function, callback)));
    quote!({
        let mut #sender = #runtime::__private::ffi::Exclusive::new(#sender);
        move |#(#parameters),*| #output {
            let #sender = #sender.get_mut();
            #body
        }
    })
}

/// Whether the action tells if anybody listens.
fn delivers(function: &Function, callback: &Callback) -> bool {
    match callback.role {
        Role::Item => function.shape == Shape::Stream,
        Role::Progress => true,
        Role::Error { .. } | Role::End { .. } | Role::Answer => false,
    }
}

pub(super) struct Writer<'a> {
    pub(super) function: &'a Function,
    pub(super) callback: &'a Callback,
    pub(super) parameters: Parameters,
}

/// A value for the consumer.
struct Made {
    tokens: TokenStream,
    /// Whether user code makes it, which may panic and so runs under the runtime's guard.
    guarded: bool,
}

impl Made {
    fn map(self, f: impl FnOnce(TokenStream) -> TokenStream) -> Made {
        Made {
            tokens: f(self.tokens),
            guarded: self.guarded,
        }
    }
}

impl Writer<'_> {
    /// What one call of the callback does.
    pub(super) fn action(&self) -> TokenStream {
        let sender = local(sender(self.function, self.callback));
        match (&self.callback.role, self.function.shape) {
            (Role::End { failure: None }, _) => quote!(#sender.end()),
            (Role::End { failure: Some(_) }, _) => self.end(),
            (Role::Progress, _) => self.report(),
            (Role::Answer, _) => TokenStream::new(),
            (Role::Item, Shape::Once) => {
                let typed = |tokens| self.typed(tokens, &|| self.function.payload());
                let completed = self.completed().map(typed);
                match self.asking() {
                    None => self.complete(completed),
                    Some(asking) => {
                        let value = completed.tokens;
                        quote!(#sender.ask(#asking #value))
                    }
                }
            }
            (Role::Item, Shape::Stream) => self.emit(),
            (Role::Item, Shape::Frames) => self.write(),
            (Role::Item, Shape::Feed) => self.fill(),
            (Role::Error { .. }, Shape::Once) => self.complete(
                self.early(self.value())
                    .map(|e| quote!(::core::result::Result::Err(#e))),
            ),
            (Role::Error { fatal }, _) => self.fail(fatal),
        }
    }

    fn complete(&self, value: Made) -> TokenStream {
        let done = local("done");
        let Made { tokens, guarded } = value;
        match (self.callback.is_used_up, guarded) {
            (true, true) => quote!(#done.finish_with(|| #tokens)),
            (true, false) => quote!(#done.finish(#tokens)),
            (false, true) => quote!(#done.complete_with(|| #tokens)),
            (false, false) => quote!(#done.complete(#tokens)),
        }
    }

    fn emit(&self) -> TokenStream {
        let events = local("events");
        let value = match self.function.stream_error() {
            None => self.value(),
            Some(_) if matches!(self.callback.end_if, Some(EndIf::None)) => self
                .value()
                .map(|option| self.receiver(option))
                .map(|option| quote!(#option.map(::core::result::Result::Ok))),
            Some(_) => self.value().map(ok),
        };
        let Made { tokens, guarded } = value;
        let Some(end_if) = &self.callback.end_if else {
            let typed = || self.typed(tokens.clone(), &|| self.function.stream_item());
            return match self.asking() {
                Some(asking) => {
                    let typed = typed();
                    quote!(#events.ask(#asking #typed))
                }
                None if guarded => {
                    let typed = typed();
                    quote!(#events.emit_with(|| #typed))
                }
                None => quote!(#events.emit(#tokens)),
            };
        };
        let item = match end_if {
            EndIf::None => tokens,
            EndIf::Holds(condition) => {
                let condition = self.parameters.look(condition);
                quote! {
                    if #condition {
                        ::core::option::Option::None
                    } else {
                        ::core::option::Option::Some(#tokens)
                    }
                }
            }
        };
        match self.asking() {
            Some(asking) => quote!(#events.ask_or_end(#asking #item)),
            None => quote!(#events.emit_or_end(|| #item)),
        }
    }

    fn report(&self) -> TokenStream {
        let progress = local("progress");
        let value = match self.function.is_lossy() {
            false => self.value(),
            true => self.value().map(ok),
        };
        let Made { tokens, guarded } = value;
        if !guarded {
            return quote!(#progress.report(#tokens));
        }
        let typed = self.typed(tokens, &|| self.function.report(self.callback));
        quote!(#progress.report_with(|| #typed))
    }

    fn write(&self) -> TokenStream {
        let frames = local("frames");
        let data = match &self.callback.value {
            Value::Samples { data, .. } => *data,
            Value::MappedSamples { map, info, .. } => {
                let block = self.parameters.take(map);
                return match info {
                    Some(_) => quote!(#frames.write_catching(|| #block)),
                    None => quote!(#frames.write_catching(|| (#block, ()))),
                };
            }
            _ => return TokenStream::new(),
        };
        let data = self.parameters.name(data);
        let Made { tokens, guarded } = self.said();
        match guarded {
            true => quote!(#frames.write_with(#data, || #tokens)),
            false => quote!(#frames.write(#data, #tokens)),
        }
    }

    /// What belongs to a block of samples.
    fn said(&self) -> Made {
        self.arguments(&self.callback.said(), None)
    }

    fn fill(&self) -> TokenStream {
        let source = local("source");
        match &self.callback.value {
            Value::Slot { at, .. } => {
                let slice = self.parameters.name(*at);
                let read = match self.function.delivery.underrun {
                    Underrun::Silence => return quote!(#source.fill(#slice)),
                    Underrun::Partial => quote!(read),
                    Underrun::Block => quote!(read_blocking),
                };
                let filled = local("filled");
                // From here on its name means the part that was filled.
                quote! {
                    let #filled = #source.#read(#slice);
                    let #slice = &mut #slice[..#filled]
                }
            }
            Value::Exchange { input, output, .. } => {
                let port = local("port");
                let (input, output) = (self.parameters.name(*input), self.parameters.name(*output));
                let Made { tokens, guarded } = self.said();
                match guarded {
                    true => quote!(#port.exchange_with(#input, #output, || #tokens)),
                    false => quote!(#port.exchange(#input, #output, #tokens)),
                }
            }
            Value::MappedExchange { map, info, .. } => {
                let port = local("port");
                let block = self.parameters.take(map);
                match info {
                    Some(_) => quote!(#port.exchange_catching(|| #block)),
                    None => {
                        let (input, output) = (local("input"), local("output"));
                        quote!(#port.exchange_catching(|| {
                            let (#input, #output) = #block;
                            (#input, #output, ())
                        }))
                    }
                }
            }
            Value::MappedSlot { map, .. } => {
                let slice = self.parameters.take(map);
                quote!(#source.fill_catching(|| #slice))
            }
            _ => TokenStream::new(),
        }
    }

    fn fail(&self, fatal: &Fatal) -> TokenStream {
        let sender = local(sender(self.function, self.callback));
        let error = self.value();
        // `From` is the user's code.
        let guarded = error.guarded || self.function.delivery.error.is_some();
        let tokens = match (self.conversion(), error.tokens) {
            (Some(conversion), error) => quote!(#conversion(#error)),
            (None, error) => {
                let same = self.same(&self.callback.value_type(), "error");
                same.map_or(error.clone(), |same| quote!(#same(#error)))
            }
        };
        match fatal {
            Fatal::Never if guarded => quote!(#sender.fail_with(|| #tokens)),
            Fatal::Never => quote!(#sender.fail(#tokens)),
            Fatal::Always if guarded => quote!(#sender.fail_if(|| (#tokens, true))),
            Fatal::Always => quote!(#sender.fail_fatal(#tokens)),
            Fatal::If(condition) => {
                let condition = self.parameters.look(condition);
                let fatal = local("fatal");
                quote!(#sender.fail_if(|| { let #fatal: bool = #condition; (#tokens, #fatal) }))
            }
        }
    }

    /// The end with a `Result`.
    fn end(&self) -> TokenStream {
        let sender = local(sender(self.function, self.callback));
        let (result, ty) = (self.value().tokens, self.callback.value_type());
        let failure = match &self.callback.role {
            Role::End { failure } => failure.as_ref(),
            _ => None,
        };
        let same = failure.and_then(|error| self.same(error, "result"));
        let result = match (self.conversion(), same) {
            (Some(conversion), _) => quote!(<#ty>::map_err(#result, #conversion)),
            (None, Some(same)) => quote!(#same(#result)),
            (None, None) => self.typed(result, &|| ty.clone()),
        };
        quote!(#sender.end_with(|| #result))
    }

    /// What makes an error among a stream's items of one that a callback tells of.
    fn conversion(&self) -> Option<TokenStream> {
        let runtime = &self.function.runtime;
        match &self.function.delivery.error {
            Some(target) => Some(from(self.function, target)),
            None => self
                .function
                .is_lossy()
                .then(|| quote!(#runtime::EventError::Failed)),
        }
    }

    /// What a single-shot call is completed with.
    fn completed(&self) -> Made {
        let value = self.value();
        match (self.function.item_outcome(), self.function.callback_error()) {
            (None, None) => value,
            (None, Some(_)) => value.map(ok),
            (Some(outcome), _) => match self.function.early_conversion() {
                None => match self.same(&outcome.err, "result") {
                    None => value,
                    Some(same) => value.map(|value| quote!(#same(#value))),
                },
                Some(target) => Made {
                    tokens: {
                        let value = self.receiver(value.tokens);
                        let from = from(self.function, target);
                        quote!(#value.map_err(#from))
                    },
                    guarded: true,
                },
            },
        }
    }

    /// What asks the compiler whether an error is of the type that it has to be.
    fn same(&self, error: &Type, how: &str) -> Option<TokenStream> {
        let expected = self.function.expected_error(error)?;
        Some(same(self.function, error, &expected, how))
    }

    /// What a method is called on: all of what the user wrote, not only its end.
    fn receiver(&self, tokens: TokenStream) -> TokenStream {
        match &self.callback.value {
            Value::Mapped { .. } => quote!((#tokens)),
            _ => tokens,
        }
    }

    /// `error =` for an error that can't wait until the end, because it is one of several types.
    fn early(&self, error: Made) -> Made {
        match self.function.early_conversion() {
            Some(target) => converted(self.function, target, error),
            None => error,
        }
    }

    /// For `|| ..`: with its result type, so that a `#[map]` of another type is blamed itself.
    fn typed(&self, tokens: TokenStream, ty: &dyn Fn() -> Type) -> TokenStream {
        match &self.callback.value {
            Value::Mapped { .. } => {
                let (ty, block) = (ty(), as_block(tokens));
                quote!(-> #ty #block)
            }
            _ => tokens,
        }
    }

    /// The arguments as what outlives the call, in the `Result` that says whether it went well.
    fn value(&self) -> Made {
        let reply = self.callback.asks().then(|| local("reply"));
        let value = match &self.callback.value {
            Value::Mapped { map, .. } => {
                let mut values = vec![self.parameters.take(map)];
                values.extend(reply.map(|reply| quote!(#reply)));
                Made {
                    tokens: self.together(&values),
                    guarded: true,
                }
            }
            _ => self.brought(reply),
        };
        let Some(ok_if) = &self.callback.ok_if else {
            return value;
        };
        let (runtime, condition) = (
            &self.function.runtime,
            self.parameters.look(&ok_if.condition),
        );
        let value = value.tokens;
        Made {
            tokens: quote!(#runtime::__private::ok_if(#condition, #value)),
            guarded: true,
        }
    }

    /// The arguments; where one tells the end, what is left of them if it does not.
    fn brought(&self, reply: Option<Local>) -> Made {
        let brought = self.callback.brought();
        let is_option =
            |at: &&usize| types::optional(&self.callback.arguments[**at].owned).is_some();
        let end = matches!(self.callback.end_if, Some(EndIf::None)).then_some(());
        match end.and_then(|()| brought.iter().find(is_option)) {
            Some(at) if brought.len() > 1 || reply.is_some() => {
                let option = self.parameters.name(*at);
                self.arguments(&brought, reply)
                    .map(|values| quote!(#option.map(|#option| #values)))
            }
            _ => self.arguments(&brought, reply),
        }
    }

    fn arguments(&self, which: &[usize], reply: Option<Local>) -> Made {
        let runtime = &self.function.runtime;
        let value = |at: &usize| {
            let argument = &self.callback.arguments[*at];
            let name = self.parameters.name(*at);
            // At the argument's type, which is where a type that can't be copied is named.
            let span = argument.ty.span();
            match argument.copied {
                None => name.clone(),
                Some(Copied::Clone) => quote_spanned!(span=> #runtime::__private::cloned(#name)),
                Some(Copied::ToVec) => quote_spanned!(span=> #runtime::__private::to_vec(#name)),
                Some(Copied::ToOwned) => quote!(::std::borrow::ToOwned::to_owned(#name)),
            }
        };
        let mut values = which.iter().map(value).collect_vec();
        values.extend(reply.map(|reply| quote!(#reply)));
        let tokens = self.together(&values);
        // `Clone` may be the user's code.
        let guarded = which
            .iter()
            .any(|at| self.callback.arguments[*at].copied.is_some());
        Made { tokens, guarded }
    }
}

impl Writer<'_> {
    /// Several values as one: a tuple, or a variant.
    fn together(&self, values: &[TokenStream]) -> TokenStream {
        let Some(Variant {
            of, ident, fields, ..
        }) = &self.callback.variant
        else {
            return match values {
                [only] => only.clone(),
                values => quote!((#(#values),*)),
            };
        };
        match (values, fields.as_slice()) {
            ([], _) => quote!(#of::#ident),
            (values, []) => quote!(#of::#ident(#(#values),*)),
            (values, fields) => {
                let fields = fields.iter().zip(values).map(|(field, value)| {
                    let value_name = value.to_string();
                    // The `reply` of ours is another one than the user's.
                    match *field == value_name && value_name != "reply" {
                        true => quote!(#field),
                        false => quote!(#field: #value),
                    }
                });
                quote!(#of::#ident { #(#fields),* })
            }
        }
    }
}

fn converted(function: &Function, target: &Type, error: Made) -> Made {
    let (from, error) = (from(function, target), error.tokens);
    Made {
        tokens: quote!(#from(#error)),
        guarded: true,
    }
}

fn ok(value: TokenStream) -> TokenStream {
    quote!(::core::result::Result::Ok(#value))
}

pub(super) fn as_block(tokens: TokenStream) -> TokenStream {
    let mut trees = tokens.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => tokens,
        _ => quote!({ #tokens }),
    }
}
