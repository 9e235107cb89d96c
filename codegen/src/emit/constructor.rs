//! The call into the runtime: which constructor, with which start closure, and what is chained on.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::{Expr, ExprClosure, Pat, ReturnType, Token, Type, parse_quote};

use super::{blocking, callback, foreign, from, local, reply, stream};
use crate::expression;
use crate::hook;
use crate::model::{Callback, Callee, Function, Initiator, Param, Run, Shape, Status};
use crate::types;

/// The call of the runtime, with whatever stands between its parentheses.
///
/// It bears the spans of `fn` and of the function's name, so that [`Abandoned`] tells that place and not
/// the attribute's. No name of ours is where the user's is: an editor would show both.
///
/// [`Abandoned`]: https://docs.rs/asyncify/latest/asyncify/struct.Abandoned.html
pub(super) fn call(function: &Function, arguments: TokenStream) -> TokenStream {
    let path = at(function.keyword, path(function));
    called(path, function.name.span(), arguments)
}

/// `path(arguments)`, with the parentheses at that place.
pub(crate) fn called(path: TokenStream, span: Span, arguments: TokenStream) -> TokenStream {
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(span);
    quote!(#path #arguments)
}

/// Tokens of the user's, to be blamed for at another place.
pub(crate) fn located(span: Span, tokens: &TokenStream) -> TokenStream {
    let mut located = TokenStream::new();
    for mut tree in tokens.clone() {
        tree.set_span(tree.span().located_at(span));
        located.append(tree);
    }
    located
}

/// Tokens of ours, to be blamed for at a place of the user's.
pub(crate) fn at(span: Span, tokens: TokenStream) -> TokenStream {
    let mut blamed = TokenStream::new();
    for mut tree in tokens {
        // Which crate `$crate` means, its own span says.
        let is_crate = matches!(&tree, TokenTree::Ident(ident) if ident == "$crate");
        tree.set_span(match is_crate {
            true => tree.span().located_at(span),
            false => span,
        });
        blamed.append(tree);
    }
    blamed
}

/// The runtime function for this shape of initiator, handle and items.
fn path(function: &Function) -> TokenStream {
    let base = match function.shape {
        Shape::Once => "once",
        Shape::Stream if function.is_lossy() => "lossy_stream",
        Shape::Stream => "stream",
        Shape::Frames if function.stream_error().is_some() => "frames_with_errors",
        // What no person writes by hand stands with the private parts.
        Shape::Frames if function.has_end() => return with_end(function, "frames"),
        Shape::Frames => "frames",
        Shape::Feed if function.is_duplex() && function.stream_error().is_some() => {
            "duplex_with_errors"
        }
        Shape::Feed if function.is_duplex() && function.has_end() => {
            return with_end(function, "duplex");
        }
        Shape::Feed if function.is_duplex() => "duplex",
        Shape::Feed if tells(function) => "feed_with_errors",
        Shape::Feed => "feed",
    };
    let blocking = function.run_result().filter(|_| !function.answers());
    let fallible = if function.handle.result.is_some() || blocking.is_some() {
        "try_"
    } else {
        ""
    };
    let runtime = &function.runtime;
    // Without a handle there is nothing that could be let go of on the wrong thread.
    let is_nothing = function.handle.is_unit() && function.delivery.cancel.is_none();
    let is_free = is_nothing && !function.delivery.local;
    let kind = match &function.run {
        Some(_) => "_blocking",
        None if is_free => "",
        None => "_local",
    };
    let name = Ident::new(&format!("{fallible}{base}{kind}"), Span::call_site());
    quote!(#runtime::#name)
}

fn with_end(function: &Function, base: &str) -> TokenStream {
    let runtime = &function.runtime;
    let fallible = match &function.handle.result {
        None => "",
        Some(_) => "try_",
    };
    let name = Ident::new(
        &format!("{fallible}{base}_with_end_local"),
        Span::call_site(),
    );
    quote!(#runtime::__private::#name)
}

/// What is called on the future or stream before the user gets it.
pub(super) fn chain(function: &Function) -> Vec<TokenStream> {
    let mut chain = Vec::new();
    if function.delivery.cancel.is_some() {
        let cancel = local("cancel");
        let name = match function.cancels_here() {
            false => "cancel",
            true => "cancel_local",
        };
        let name = stream::meant(&function.delivery, "cancel", name);
        chain.push(quote!(.#name(#cancel)));
    }
    if function.handle.movable {
        let release = at(function.keyword, quote!(.release_anywhere_if_send));
        chain.push(called(release, function.name.span(), TokenStream::new()));
    }
    if function.shape != Shape::Once && function.error_callback().is_some() {
        chain.push(quote!(.coalesce_equal_errors()));
    }
    chain
}

/// `cancel =`, made before anything is moved into the start closure.
pub(super) fn cancel(function: &Function) -> Option<TokenStream> {
    let mut cancel = function.delivery.cancel.clone()?;
    if let Expr::Closure(closure) = &mut cancel {
        closure.capture.get_or_insert_with(Default::default);
    }
    if let Some(closure) = hook::closure(&mut cancel).filter(|c| c.inputs.is_empty()) {
        closure.inputs.push(parse_quote!(_));
    }
    let (runtime, handle) = (&function.runtime, types::inferred(&function.handle.ty));
    if let Expr::Path(path) = &cancel {
        let given = local("handle");
        cancel =
            parse_quote!(move |#given| #runtime::__private::cancel_by::<#handle, _>(#path, #given));
    }
    let name = local("cancel");
    let wrapped = match function.shape == Shape::Once || function.cancels_here() {
        true => quote!(cancelling),
        false => quote!(cancelling_anywhere),
    };
    Some(quote!(let #name = #runtime::__private::#wrapped::<#handle, _>(#cancel);))
}

/// The traits whose methods are fallen back to.
pub(super) fn imports(function: &Function) -> Option<TokenStream> {
    let runtime = &function.runtime;
    let mut traits = Vec::new();
    if function.handle.movable {
        traits.push(quote!(ReleaseHere as _));
    }
    if function.shape != Shape::Once && function.error_callback().is_some() {
        traits.push(quote!(KeepErrors as _));
    }
    if function.callbacks().any(reply::may_lack_instead) {
        traits.push(quote!(NoInstead as _));
    }
    let tree = match traits.as_slice() {
        [] => return None,
        [only] => only.clone(),
        traits => quote!({#(#traits),*}),
    };
    // What `crate = path` names is of the user's code, where the compiler tells of what is unused.
    Some(quote!(#[allow(unused_imports)] use #runtime::__private::#tree;))
}

/// `move |done| { .. }`, which makes the callbacks and sets the API going with them.
pub(super) fn start(function: &Function) -> TokenStream {
    match &function.initiator {
        Initiator::Body { tokens, output } => moved(function, tokens, output.as_ref()),
        Initiator::Call(Callee { path, .. }) => calling(function, path),
    }
}

/// The body in the closure, with the callbacks as variables.
fn moved(function: &Function, tokens: &TokenStream, output: Option<&Type>) -> TokenStream {
    let senders = senders(function);
    let output = output.map(|ty| {
        let ty = types::inferred(ty);
        quote!(-> #ty)
    });
    let lets = lets(function, |callback| Some(declared(function, callback)));
    let body = statements(tokens);
    if function.returns_as_written() {
        let output = output.filter(|_| !function.run.as_ref().is_some_and(Run::is_silent));
        let body = braced(tokens, quote!(#lets #body));
        return quote!(move |#senders| #output #body);
    }
    let body = braced(tokens, body);
    // A closure of its own, because the body may `return`.
    let call = initiated(function, quote!((|| #output #body)()));
    quote!(move |#senders| { #lets #call })
}

fn calling(function: &Function, path: &TokenStream) -> TokenStream {
    let senders = senders(function);
    let mut arguments = Vec::new();
    if let Some(receiver) = &function.receiver {
        arguments.push(receiver.self_token.to_token_stream());
    }
    for param in &function.params {
        arguments.push(match param {
            Param::Plain(param) => param.pat.to_token_stream(),
            Param::Callback(callback) if made_before(function, callback) => {
                callback.ident.to_token_stream()
            }
            Param::Callback(callback) => expression(function, callback),
            Param::UserData(data) => data.ident.to_token_stream(),
            Param::Destroy(destroy) => destroy.ident.to_token_stream(),
        });
    }
    let span = function.name.span();
    let call = called(located(span, path), span, quote!(#(#arguments),*));
    let call = match &function.unsafety {
        // SAFETY: the twin is `unsafe` as well, and its documentation asks its caller for what
        // the function asks for; nothing else stands in the block.
        // Tested by `unsafety`, `c_abi`.
        Some(_) => quote!(unsafe { #call }),
        None => call,
    };
    let call = initiated(function, call);
    let lets = lets(function, |callback| {
        let is_variable = made_before(function, callback);
        is_variable.then(|| {
            let expression = expression(function, callback);
            variable(callback, None, &expression)
        })
    });
    match lets.is_empty() {
        true => quote!(move |#senders| #call),
        false => quote!(move |#senders| { #lets #call }),
    }
}

/// What stands before: the callbacks that are variables, then what C calls.
fn lets(function: &Function, made: impl Fn(&Callback) -> Option<TokenStream>) -> TokenStream {
    let mut lets = TokenStream::new();
    for callback in function.callbacks() {
        if callback.foreign.is_none() {
            lets.extend(made(callback));
        }
    }
    foreign::declared(function).to_tokens(&mut lets);
    lets
}

/// Whether a callback stands before the call, not in it: the user's code in it is not covered by
/// the `unsafe` of the call.
fn made_before(function: &Function, callback: &Callback) -> bool {
    callback.foreign.is_some() || function.unsafety.is_some()
}

/// The parameters of the start closure: what the callbacks send their values by.
fn senders(function: &Function) -> TokenStream {
    let (done, events) = (local("done"), local("events"));
    let (frames, errors) = (local("frames"), local("errors"));
    let source = local(match function.is_duplex() {
        true => "port",
        false => "source",
    });
    match function.shape {
        Shape::Once => quote!(#done),
        Shape::Stream => quote!(#events),
        Shape::Frames if tells(function) => quote!(#frames, #errors),
        Shape::Frames => quote!(#frames),
        Shape::Feed if tells(function) => quote!(#source, #errors),
        Shape::Feed => quote!(#source),
    }
}

/// Whether a callback of a realtime lane tells of errors or of the end.
fn tells(function: &Function) -> bool {
    function.stream_error().is_some() || function.has_end()
}

/// `let callback = ..;`, under the name that the body knows.
fn declared(function: &Function, callback: &Callback) -> TokenStream {
    let expression = expression(function, callback);
    let expression = match &callback.bounds {
        None => expression,
        Some(bounds) => quote!({
            fn bounded<F: #bounds>(callback: F) -> F { callback }
            bounded(#expression)
        }),
    };
    variable(callback, callback.mutability, &expression)
}

/// With the type that was declared: what is boxed inside of an `Option` must know what it becomes.
fn variable(
    callback: &Callback,
    mutability: Option<Token![mut]>,
    expression: &TokenStream,
) -> TokenStream {
    let ident = &callback.ident;
    let annotation = callback.annotation.as_ref().map(|ty| quote!(: #ty));
    quote!(let #mutability #ident #annotation = #expression;)
}

pub(super) fn expression(function: &Function, callback: &Callback) -> TokenStream {
    let sender = callback::sender(function, callback);
    let alike = function
        .callbacks()
        .filter(|other| callback::sender(function, other) == sender);
    let is_last = alike
        .last()
        .is_some_and(|last| std::ptr::eq(last, callback));
    // What the function returns goes the same way, after all.
    let is_last = is_last && !(sender == "done" && function.answers());
    callback::expression(function, callback, is_last)
}

/// The initiating call, after which `start =` sees the handle.
fn initiated(function: &Function, initiate: TokenStream) -> TokenStream {
    let runtime = &function.runtime;
    let initiate = match &function.status {
        None => initiate,
        Some(status) => {
            let status = typed(status);
            quote!(#runtime::__private::status(#initiate, #status))
        }
    };
    if let Some(run) = &function.run {
        return blocking::ended(function, run, initiate);
    }
    let start = function.delivery.start.as_ref().map(|start| match start {
        // `|handle| ..` may change it, and `|handle: &mut H| ..`; what names another type, or is a
        // function, takes `&H`.
        Expr::Closure(closure) if may_change(closure) => quote!(#start),
        _ => quote!(#runtime::__private::sharing(#start)),
    });
    let started = match (start, &function.handle.result) {
        (None, _) => initiate,
        (Some(start), None) => quote!(#runtime::__private::started(#initiate, #start)),
        (Some(start), Some(_)) => quote!(#runtime::__private::try_started(#initiate, #start)),
    };
    let started = match (function.handle.discarded, &function.handle.result) {
        (false, _) => started,
        (true, None) => quote!({ let _ = #started; }),
        (true, Some(_)) => quote!(#started.map(|_| ())),
    };
    match function.early_initiator_conversion() {
        None => started,
        Some(target) => {
            let from = from(function, target);
            quote!(#started.map_err(#from))
        }
    }
}

/// Whether the closure can take a `&mut H`.
fn may_change(closure: &ExprClosure) -> bool {
    match closure.inputs.first() {
        Some(Pat::Type(typed)) => match &*typed.ty {
            Type::Reference(reference) => reference.mutability.is_some(),
            _ => false,
        },
        _ => true,
    }
}

/// The closure with its result type, so that an `Ok(())` has an error type.
fn typed(status: &Status) -> ExprClosure {
    let mut closure = status.closure.clone();
    if matches!(closure.output, ReturnType::Default) {
        let (result, body) = (&status.result, &closure.body);
        let block = match &**body {
            Expr::Block(_) => body.clone(),
            body => {
                let body = expression::movable(body.clone());
                Box::new(parse_quote!({ #body }))
            }
        };
        closure.output = ReturnType::Type(Default::default(), Box::new(result.clone()));
        closure.body = block;
    }
    closure
}

/// What has the place of a body, in its braces: a value that it lacks is missed there.
fn braced(body: &TokenStream, within: TokenStream) -> Group {
    let mut braced = Group::new(Delimiter::Brace, within);
    if let Some(TokenTree::Group(block)) = body.clone().into_iter().next() {
        braced.set_span(block.span());
    }
    braced
}

/// A body without its braces, unless they hold inner attributes.
pub(crate) fn statements(body: &TokenStream) -> TokenStream {
    let mut trees = body.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(block)), None) => {
            let mut inner = block.stream().into_iter();
            let mut next_is = |wanted| types::is_punct(inner.next().as_ref(), wanted);
            match next_is('#') && next_is('!') {
                true => body.clone(),
                false => block.stream(),
            }
        }
        _ => body.clone(),
    }
}
