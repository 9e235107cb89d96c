//! Syntax to model: one annotated function becomes one [`Function`], or mistakes.

pub(crate) mod async_closure;
pub(crate) mod attributes;
mod blocking;
pub(crate) mod bounds;
mod callback;
mod foreign;
pub(crate) mod generics;
pub(crate) mod handle;
pub(crate) mod initiator;
pub(crate) mod listener;
mod members;
mod reply;
pub(crate) mod roles;
mod samples;
mod scope;
mod slots;
mod status;
mod user_data;
mod variant;

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Generics, Signature, Type};

use crate::bare;
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::marks::{self, RoleMark};
use crate::model::{Delivery, Function, Handle, Initiator, Overflow, Param, Shape, Underrun};
use crate::options::{Options, Set};
use crate::plain::Word;
use crate::signature::{Calls, Kind};
use crate::source::{Parameter, Source};
use crate::types;

/// Reads `source` as `options` tell, in its `context`.
pub(crate) fn function(
    source: &Source,
    options: &Options,
    context: &Context,
    errors: &mut Errors,
) -> Option<Function> {
    refuse(source, options, context, errors);
    if errors.is_empty() {
        roles::require(source, errors);
    }
    if !errors.is_empty() {
        return None;
    }
    let shape = shape(source, options);
    let runtime = options.runtime();
    let mut params = params(source, options, context, shape, errors)?;
    let status = match &source.status {
        None => None,
        Some(closure) => Some(status::lower(source, closure, &runtime, errors)?),
    };
    let returned = match &status {
        None => source.output().unwrap_or_else(types::unit),
        Some(status) => status.result.clone(),
    };
    handle::refuse_one_that_keeps_a_callback(source, &returned, context, errors);
    let run = blocking::lower(source, &returned, options, context, shape, errors);
    if errors.is_empty() {
        let answers = run.is_some() && shape == Shape::Once;
        roles::check(source, &params, answers, errors);
    }
    let generics = generics::without_callbacks(source);
    generics::refuse_mentions(source, &generics, errors);
    generics::forget_lifetimes_of_callbacks(source, &generics, &mut params);
    let mut handle = match run {
        // What it returns in the end is no handle.
        Some(_) => Handle::none(),
        None => handle::lower(source, &returned, options, context, &runtime),
    };
    if shape != Shape::Once && handle::cancel_borrows(source, options) {
        refuse_borrowing_cancel(options, errors);
    }
    let generics = generics::with_promises(generics, source, options, context, &params, &handle);
    refuse_recursion(
        source,
        options,
        context,
        ", which takes no callback",
        "the callback version",
        errors,
    );
    let initiator = initiator::lower(source, options, context, &mut params, &handle);
    if matches!(initiator, Initiator::Call(_)) {
        handle.movable &= !handle::may_hold_generics(&handle, source, context);
    }
    Some(Function {
        attrs: attributes::lower(source, shape, replaces(options, context), context),
        vis: source.function.vis.clone(),
        unsafety: unsafety(source, context),
        keyword: source.function.sig.fn_token.span,
        name: name(source, options, context),
        generics,
        receiver: source.receiver.clone(),
        params,
        shape,
        handle,
        status,
        run,
        initiator,
        delivery: delivery(options),
        runtime,
    })
}

/// What no twin can be made of, whatever its parameters are.
fn refuse(source: &Source, options: &Options, context: &Context, errors: &mut Errors) {
    refuse_handle(source, context, errors);
    refuse_qualifiers(source, errors);
    foreign::require_shape(source, options, errors);
    require_body(source, context, errors);
    scope::check(source, options, context, errors);
}

fn params(
    source: &Source,
    options: &Options,
    context: &Context,
    shape: Shape,
    errors: &mut Errors,
) -> Option<Vec<Param>> {
    let runtime = options.runtime();
    let is_callback = |parameter: &Parameter| matches!(parameter.kind, Kind::Callback(_));
    let has_callback = source.parameters.iter().any(is_callback);
    let scopes = bounds::Scopes::of(source, context);
    let mut params = Vec::new();
    for (at, parameter) in source.parameters.iter().enumerate() {
        let marks = &parameter.marks;
        if let (true, Type::TraitObject(object)) =
            (is_callback(parameter), types::bare(&parameter.declared.ty))
        {
            errors.push(bare::mistake(object, &object.bounds));
            return None;
        }
        if is_callback(parameter) {
            refuse_condition(parameter, errors);
            if replaces(options, context) || context.is_mirror() {
                marks::refuse_unknown(&parameter.declared.attrs, errors);
            }
        }
        params.push(match &parameter.kind {
            Kind::Callback(found) => Param::Callback(callback::lower(
                at, parameter, found, shape, &scopes, &runtime, errors,
            )?),
            // Beside a callback that can be awaited, it is an argument like any other.
            Kind::FnPointer(None) if has_callback && marks.on_callback_only().is_none() => {
                Param::Plain(parameter.declared.clone())
            }
            Kind::FnPointer(why) => {
                foreign::refuse_pointer(parameter, why.as_ref(), context, errors);
                return None;
            }
            Kind::Other if marks.leave_alone() && marks.skip.is_none() => {
                foreign::lower(at, parameter, source, errors)?
            }
            Kind::Other => {
                refuse_marks(parameter, &source.function.sig.generics, errors);
                refuse_conditions(parameter, source, options, context, errors);
                Param::Plain(parameter.declared.clone())
            }
        });
    }
    Some(params)
}

/// Whether the twin takes the function's place.
pub(crate) fn replaces(options: &Options, context: &Context) -> bool {
    context.replaces() && options.keep.is_none()
}

fn delivery(options: &Options) -> Delivery {
    Delivery {
        buffer: value(&options.buffer),
        silence: value(&options.silence),
        underrun: value(&options.underrun).unwrap_or(Underrun::Silence),
        overflow: value(&options.overflow).unwrap_or(Overflow::Unbounded),
        wake: value(&options.wake),
        cancel: value(&options.cancel),
        start: value(&options.start),
        error: value(&options.error),
        abandoned: value(&options.abandoned),
        local: options.local.is_some(),
        said: options.said.clone(),
    }
}

/// In a call there is no place for an argument that may not be there.
fn refuse_conditions(
    parameter: &Parameter,
    source: &Source,
    options: &Options,
    context: &Context,
    errors: &mut Errors,
) {
    let calls = !replaces(options, context) || source.function.body.is_none();
    if calls {
        refuse_condition(parameter, errors);
    }
}

pub(crate) fn refuse_condition(parameter: &Parameter, errors: &mut Errors) {
    let mut attrs = parameter.declared.attrs.iter();
    if let Some(cfg) = attrs.find(|attr| attr.path().is_ident("cfg")) {
        errors.at(
            Code::CONDITIONAL_PARAMETER,
            cfg,
            "a parameter that may not be there can't be passed on: \
             put the `#[cfg]` on two versions of the function",
        );
    }
}

/// What the twin is: as told, else as the callback that brings the items says by its trait.
pub(crate) fn shape(source: &Source, options: &Options) -> Shape {
    if let Some(set) = &options.shape {
        return set.value;
    }
    let mut first = None;
    for parameter in &source.parameters {
        let Kind::Callback(found) = &parameter.kind else {
            continue;
        };
        match parameter.marks.role {
            Some((_, RoleMark::Progress)) => {}
            // The one that is said to bring the items goes before those that stand before it.
            Some((_, RoleMark::Item)) => {
                first = Some(found.signature.calls);
                break;
            }
            _ => first = first.or(Some(found.signature.calls)),
        }
    }
    match first {
        Some(Calls::FnMut | Calls::Fn) => Shape::Stream,
        _ => Shape::Once,
    }
}

/// The twin's name: the function's own where it takes its place, else with what it became.
pub(crate) fn name(source: &Source, options: &Options, context: &Context) -> Ident {
    let own = &source.function.sig.ident;
    if let Some(set) = &options.name {
        return set.value.clone();
    }
    let word = Word::of(source, options);
    let keeps = options.keep.is_some() || word.is_some_and(Word::keeps);
    if context.keeps_name() && !keeps {
        return own.clone();
    }
    let suffix = match (word, shape(source, options)) {
        (Some(word), _) => word.suffix(source, options),
        (None, Shape::Once) => "async",
        (None, Shape::Stream | Shape::Frames) => "stream",
        (None, Shape::Feed) => "feed",
    };
    Ident::new(&format!("{}_{suffix}", own.unraw()), own.span())
}

pub(crate) fn value<T: Clone>(set: &Option<Set<T>>) -> Option<T> {
    set.as_ref().map(|set| set.value.clone())
}

pub(crate) fn unsafety(source: &Source, context: &Context) -> Option<syn::Token![unsafe]> {
    match &source.function.sig.safety {
        syn::Safety::Unsafe(token) => Some(*token),
        // Foreign functions are unsafe unless they say `safe`.
        syn::Safety::Default if matches!(context, Context::Extern) => Some(Default::default()),
        _ => None,
    }
}

fn refuse_handle(source: &Source, context: &Context, errors: &mut Errors) {
    if let Context::Wrapper { .. } = context {
        errors.at(
            Code::HANDLE_CALLBACK,
            &source.function.sig.ident,
            "a handle is for methods that block, and this takes a callback: leave it out, or put \
             `#[asyncify(skip)]` on it",
        );
    }
}

fn refuse_qualifiers(source: &Source, errors: &mut Errors) {
    let sig = &source.function.sig;
    if let Some(token) = &sig.asyncness {
        let is_plain = |parameter: &Parameter| matches!(parameter.kind, Kind::Other);
        let way_back = match source.parameters.iter().all(is_plain) {
            true => "\n  for a twin of this one that takes a callback: `#[asyncify(callback)]`",
            false => "",
        };
        errors.at(
            Code::ASYNC_ALREADY,
            token,
            format!(
                "this function is async already: put `#[asyncify]` on the one that takes the \
                 callback{way_back}"
            ),
        );
    }
    if let Some(token) = &sig.constness {
        errors.at(
            Code::CONST_FN,
            token,
            "a `const fn` can't wait for a callback: remove `const`",
        );
    }
    refuse_foreign(sig, errors);
}

/// What can't be called as a function of Rust's.
pub(crate) fn refuse_foreign(sig: &Signature, errors: &mut Errors) {
    if let Some(abi) = &sig.abi {
        errors.at(
            Code::FOREIGN_ABI,
            abi,
            "a function with a foreign ABI gets no async twin\n  \
             write a Rust `fn` that calls it, and annotate that; the functions of a C library are \
             declared in an `unsafe extern \"C\"` block",
        );
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(
            Code::VARIADIC,
            variadic,
            "a variadic function can't be called with its arguments passed on\n  \
             leave it alone with `#[asyncify(skip)]`, and call it by hand with the functions of \
             `asyncify::ffi`",
        );
    }
}

/// What a signature in an `impl` block lacks.
pub(crate) const METHOD_WITHOUT_BODY: &str = "this method has no body: to mirror a type you do not \
     own, name an extension trait: `#[asyncify(ext = TraitName)]`";

pub(crate) fn require_body(source: &Source, context: &Context, errors: &mut Errors) {
    let sig = &source.function.sig;
    match (&source.function.body, context.wants_body()) {
        (None, Some(true)) => errors.at(
            Code::NO_BODY,
            sig,
            match context {
                Context::Impl { .. } => METHOD_WITHOUT_BODY,
                _ => {
                    "this function has no body: to mirror functions you do not own, put them \
                      into `#[asyncify(path = krate::module)] mod name { .. }`"
                }
            },
        ),
        (Some(body), Some(false)) => errors.at(
            Code::BODY_IN_MIRROR,
            body,
            "this mirrors a function that exists elsewhere: end the signature with `;` \
             instead of a body",
        ),
        _ => {}
    }
}

fn refuse_borrowing_cancel(options: &Options, errors: &mut Errors) {
    let Some(cancel) = &options.cancel else {
        return;
    };
    errors.at(
        Code::CANCEL_BORROWS,
        &cancel.value,
        "a stream outlives the call, and this uses what is only lent to it\n  \
         make the closure of a copy: `cancel = { let me = self.clone(); move |handle| .. }`",
    );
}

/// A body that calls its function means `original`, and would get the twin, which is `different`.
pub(crate) fn refuse_recursion(
    source: &Source,
    options: &Options,
    context: &Context,
    different: &str,
    original: &str,
    errors: &mut Errors,
) {
    // With a name of its own it takes nothing's place.
    if !replaces(options, context) || options.name.is_some() {
        return;
    }
    let function = &source.function;
    let body = function.body.as_ref();
    let call = body.and_then(|body| initiator::calls_itself(body, &function.sig.ident));
    if let Some(call) = call {
        errors.at(
            Code::RECURSION,
            &call,
            format!(
                "`{call}` is the async version here{different}: say `keep`, so that this goes on \
                 calling {original}"
            ),
        );
    }
}

fn refuse_marks(parameter: &Parameter, generics: &Generics, errors: &mut Errors) {
    if let Some(shape) = &parameter.marks.shape {
        errors.at(
            Code::SHAPE_SYNTAX,
            &shape.bounds,
            "expected the callback's trait: `FnOnce(..)`, `FnMut(..)` or `Fn(..)`",
        );
    } else if let Some(mark) = parameter.marks.on_callback_only() {
        if let Some(error) = async_closure::of(parameter, generics) {
            return errors.push(error);
        }
        errors.at(
            Code::NOT_A_CALLBACK,
            &parameter.declared.ty,
            format!(
                "`#[{mark}]` is for callbacks, and this type is not known to be one\n  \
                 if a callback hides behind it, say its shape: \
                 `#[shape(FnMut(A, B), wrap = Box::new)]`",
            ),
        );
    }
}
