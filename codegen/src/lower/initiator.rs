//! How the twin sets the callback API going.

use crate::attribute;
use crate::collect::CollectVec;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{GenericParam, Visibility, parse_quote};

use crate::context::Context;
use crate::input;
use crate::model::{Callee, Handle, Initiator, Param};
use crate::options::Options;
use crate::signature::Recognised;
use crate::source::Source;
use crate::types;

/// The body itself where the twin takes the function's place, else a call of the function.
pub(super) fn lower(
    source: &Source,
    options: &Options,
    context: &Context,
    params: &mut [Param],
    handle: &Handle,
) -> Initiator {
    let function = &source.function;
    let body = function.body.as_ref();
    let body = body.filter(|_| super::replaces(options, context));
    let in_impl = is_method(source, context);
    // A body that names the callback's type, or calls itself, must stay in a function of its own.
    let fits = |body: &&TokenStream| {
        !source.erased.iter().any(|ty| types::mentions(body, ty))
            // A closure can't give back what it borrows.
            && !handle.discarded
            && !source.callbacks().any(Recognised::is_boxed_closure)
            && (in_impl || !calls(body, &function.sig.ident))
    };
    if let Some(body) = body.filter(fits) {
        return Initiator::Body {
            tokens: body.clone(),
            output: source.output(),
        };
    }
    let is_in_scope = !in_impl && matches!(context, Context::Alone | Context::Extern);
    name_parameters(params, is_in_scope.then_some(&function.sig.ident));
    let moved = body.map(|_| function);
    Initiator::Call(callee(source, context, moved, &source.erased))
}

/// What the twin calls: the function where it stands, or where its body has gone if the twin has
/// its place. The generic arguments in `inferred` are not written out.
pub(crate) fn callee(
    source: &Source,
    context: &Context,
    moved: Option<&input::Function>,
    inferred: &[Ident],
) -> Callee {
    let function = &source.function;
    let in_impl = is_method(source, context);
    let arguments = explicit_generics(source, inferred);
    let moved = moved.map(|function| original(function, in_impl));
    let (path, within, beside) = match moved {
        Some(moved) if in_impl => (
            context.path(&hidden_name(function), in_impl),
            None,
            Some(moved),
        ),
        within => (context.path(&function.sig.ident, in_impl), within, None),
    };
    let path = quote!(#path #arguments);
    // Only the path is looked up beside the module: the types around it are those in the module.
    let path = match context.outer_scope() {
        Some(scope) => quote!(({ #scope #path })),
        None => path,
    };
    Callee {
        path,
        within,
        beside,
    }
}

/// Whether the function is known to stand in an `impl` or a trait.
pub(crate) fn is_method(source: &Source, context: &Context) -> bool {
    let self_type = Ident::new("Self", Span::call_site());
    context.has_self() || source.receiver.is_some() || types::mentions(&source.function, &self_type)
}

/// Whether the body calls a free function of this name.
fn calls(body: &TokenStream, name: &Ident) -> bool {
    let trees = body.clone().into_iter().collect_vec();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Group(group) => calls(&group.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            let is = |at: Option<usize>, expected: &[char]| {
                let tree = at.and_then(|at| trees.get(at));
                matches!(tree, Some(TokenTree::Punct(p)) if expected.contains(&p.as_char()))
            };
            let is_called = matches!(
                trees.get(at + 1),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
            );
            let is_free = !is(at.checked_sub(1), &['.', ':']);
            is_free && (is_called || is(Some(at + 1), &[':']))
        }
        _ => false,
    })
}

/// Where the body calls `self.name(..)`, which is the async version once that has its place.
pub(crate) fn calls_itself(body: &TokenStream, name: &Ident) -> Option<Ident> {
    let trees = body.clone().into_iter().collect_vec();
    let own_call = trees.windows(4).find_map(|window| match window {
        [
            TokenTree::Ident(object),
            TokenTree::Punct(dot),
            TokenTree::Ident(method),
            next,
        ] => {
            let is_own = object == "self" && dot.as_char() == '.' && method == name;
            // `self.name = ..` is a field.
            let is_called = match next {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
                TokenTree::Punct(punct) => punct.as_char() == ':',
                _ => false,
            };
            (is_own && is_called).then(|| method.clone())
        }
        _ => None,
    });
    own_call.or_else(|| {
        trees.iter().find_map(|tree| match tree {
            TokenTree::Group(group) => calls_itself(&group.stream(), name),
            _ => None,
        })
    })
}

/// The function as it was, for bodies that name the callback's type.
fn original(function: &input::Function, in_impl: bool) -> TokenStream {
    let mut function = function.clone();
    attribute::remove(&mut function.attrs, &["doc"]);
    function.vis = Visibility::Inherited;
    if in_impl {
        function.sig.ident = hidden_name(&function);
    }
    quote!(#function)
}

fn hidden_name(function: &input::Function) -> Ident {
    let name = &function.sig.ident;
    Ident::new(&format!("__asyncify_{}", name.unraw()), name.span())
}

/// Gives every plain parameter a name to pass it on by, and none that of the function which is called.
fn name_parameters(params: &mut [Param], called: Option<&Ident>) {
    for (at, param) in params.iter_mut().enumerate() {
        let own = format_ident!("arg{at}", span = Span::mixed_site());
        let ident = match param {
            Param::Plain(param) => {
                let name = types::name(&param.pat).filter(|name| Some(*name) != called);
                let ident = name.cloned().unwrap_or(own);
                *param.pat = parse_quote!(#ident);
                continue;
            }
            Param::Callback(callback) => &mut callback.ident,
            Param::UserData(data) => &mut data.ident,
            Param::Destroy(destroy) => &mut destroy.ident,
        };
        if Some(&*ident) == called {
            *ident = own;
        }
    }
}

/// `::<T, _>`: what inference could not find out, and `_` for what goes with the callbacks.
fn explicit_generics(source: &Source, inferred: &[Ident]) -> Option<TokenStream> {
    let boxed = |ident: &Ident| {
        let mut callbacks = source.callbacks();
        let callback = callbacks.find(|found| found.generic.as_ref() == Some(ident));
        callback.and_then(|found| found.boxed.as_ref())
    };
    let mut explicit = false;
    let mut arguments = Vec::new();
    for param in &source.function.sig.generics.params {
        let ident = match param {
            GenericParam::Type(param) => &param.ident,
            GenericParam::Const(param) => &param.ident,
            GenericParam::Lifetime(_) => continue,
        };
        let ty = boxed(ident);
        let is_inferred = ty.is_none() && inferred.contains(ident);
        explicit |= !is_inferred;
        arguments.push(match ty {
            Some(ty) => quote!(#ty),
            None if is_inferred => quote!(_),
            None => quote!(#ident),
        });
    }
    explicit.then(|| quote!(::<#(#arguments),*>))
}
