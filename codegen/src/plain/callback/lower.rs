//! From the source of an async function to the model of the twin that takes a callback.

use quote::ToTokens;
use syn::{Attribute, Expr, ReceiverKind, Type, parse_quote};

use super::Model;
use crate::context::Context;
use crate::errors::Errors;
use crate::lower::bounds::{Need, Scopes};
use crate::lower::generics::promised;
use crate::lower::{self, attributes, initiator};
use crate::options::{Abandoned, Options, Set};
use crate::plain::arguments::{self, Argument, Object};
use crate::source::Source;
use crate::types;

pub(crate) fn lower(
    source: &Source,
    options: &Options,
    context: &Context,
    errors: &mut Errors,
) -> Option<Model> {
    let function = &source.function;
    refuse_place(source, context, errors);
    refuse_not_async(source, errors);
    lower::require_body(source, context, errors);
    let object = object(source, errors);
    let arguments = arguments(source, errors);
    let value = source.output().unwrap_or_else(types::unit);
    refuse_value(&value, errors);
    let abandoned = abandoned(source, &value, options, errors);
    if !errors.is_empty() {
        return None;
    }
    let inferred = arguments::replaced(source, &arguments);
    Some(Model {
        attrs: attributes(source, context),
        vis: function.vis.clone(),
        unsafety: lower::unsafety(source, context),
        abi: function.sig.abi.clone(),
        name: lower::name(source, options, context),
        generics: promises(source, context, object.as_ref(), &arguments, &value),
        callee: initiator::callee(source, context, None, &inferred),
        object,
        arguments,
        value,
        portal: lower::value(&options.portal),
        abandoned,
        runtime: options.runtime(),
    })
}

fn refuse_place(source: &Source, context: &Context, errors: &mut Errors) {
    if !context.replaces() && !matches!(context, Context::Trait) {
        errors.at(
            &source.function.sig.ident,
            "`callback` is for async functions of your own: write one that calls this, and put \
             `#[asyncify(callback)]` on it",
        );
    }
}

fn refuse_not_async(source: &Source, errors: &mut Errors) {
    let sig = &source.function.sig;
    if sig.asyncness.is_none() {
        errors.at(
            &sig.ident,
            "`callback` gives an `async fn` a twin that takes a callback, and this is not async: \
             write `async fn`\n  \
             for the way from a callback to async, write `#[asyncify]` without it",
        );
    }
}

fn object(source: &Source, errors: &mut Errors) -> Option<Object> {
    let receiver = source.receiver.as_ref()?;
    let is_changed = matches!(receiver.kind, ReceiverKind::Reference(_, _, Some(_)));
    let read = Object::read(receiver).map_err(|mend| {
        let mend = match is_changed {
            true => "take `self`, `&self` of a type that is `Clone`, or `self: Arc<Self>`",
            false => &mend,
        };
        syn::Error::new_spanned(receiver, outlives(mend))
    });
    errors.keep(read)
}

fn arguments(source: &Source, errors: &mut Errors) -> Vec<Argument> {
    let mut arguments = Vec::new();
    for (at, parameter) in source.parameters.iter().enumerate() {
        let declared = &parameter.declared;
        lower::refuse_condition(parameter, errors);
        match Argument::read(at, declared, &source.function.sig) {
            Ok(argument) if argument.returned().is_some() => errors.at(
                &declared.ty,
                outlives("take an owned value, and return what has become of it"),
            ),
            Ok(argument) => arguments.push(argument),
            Err(mend) => errors.at(&declared.ty, outlives(&mend)),
        }
    }
    arguments
}

fn outlives(mend: &str) -> String {
    format!("the twin returns before the function is done, which may outlive this borrow: {mend}")
}

fn refuse_value(value: &Type, errors: &mut Errors) {
    let message = match types::bare(value) {
        Type::Never(_) => "a function that never returns has nothing to call back with",
        ty if !has_name(ty) => {
            "the callback has to name what it gets: return a type with a name, or a `Box<dyn ..>`"
        }
        ty if types::borrows(ty) => {
            "the callback gets this when the arguments are gone: return an owned value"
        }
        _ => return,
    };
    errors.at(value, message);
}

/// Whether it can be an argument of a callback.
pub(super) fn has_name(value: &Type) -> bool {
    !types::is_opaque(value) && !matches!(types::bare(value), Type::Never(_))
}

/// What the callback gets in place of what the function returns.
fn abandoned(
    source: &Source,
    value: &Type,
    options: &Options,
    errors: &mut Errors,
) -> Option<Expr> {
    let abi = source.function.sig.abi.as_ref();
    match &options.abandoned {
        Some(Set {
            word,
            value: Abandoned::Panic,
        }) => {
            errors.at(
                word,
                "nobody waits for the twin who could panic: without `abandoned` the callback is \
                 dropped, with `abandoned = expr` it gets that value",
            );
            None
        }
        Some(Set {
            value: Abandoned::Value(value),
            ..
        }) => Some(value.clone()),
        None if types::is_unit(value) => abi.map(|_| parse_quote!(())),
        None => {
            if let Some(abi) = abi {
                errors.at(
                    abi,
                    "C can't see that a callback is dropped, so it is called also if the loop shuts \
                     down or the function panics: say with what, `abandoned = expr`",
                );
            }
            None
        }
    }
}

/// The generics, with what is needed to go to the loop's thread, and to be there.
fn promises(
    source: &Source,
    context: &Context,
    object: Option<&Object>,
    arguments: &[Argument],
    value: &Type,
) -> syn::Generics {
    let mut promises: Vec<_> = arguments.iter().filter_map(Argument::promise).collect();
    promises.extend(object.and_then(Object::promise));
    promises.push((value.clone(), vec![Need::Static]));
    let generics = source.function.sig.generics.clone();
    promised(generics, &Scopes::of(source, context), promises)
}

fn attributes(source: &Source, context: &Context) -> Vec<Attribute> {
    let sig = &source.function.sig;
    let mut attrs = attributes::shared(source);
    // What must be used goes to the callback.
    attrs.retain(|attr| !attr.path().is_ident("must_use"));
    let is_documented = attrs.iter().any(|attr| attr.path().is_ident("doc"));
    let mut lines = Vec::new();
    if is_documented {
        lines.push(String::new());
    }
    lines.push(format!(
        " Returns at once. `callback` gets what `{}` returns, on the thread of the loop that it \
         runs on.",
        sig.ident
    ));
    let is_unsafe = lower::unsafety(source, context).is_some();
    if is_unsafe || sig.abi.is_some() {
        lines.extend([String::new(), " # Safety".to_owned()]);
    }
    if is_unsafe {
        lines.push(format!(" What `{}` asks for.", sig.ident));
    }
    if sig.abi.is_some() {
        lines.push(
            " `callback`, if there is one, may be called with `user_data`, once, on any thread."
                .to_owned(),
        );
    }
    attrs.extend(
        lines
            .iter()
            .map(|line| -> Attribute { parse_quote!(#[doc = #line]) }),
    );
    let exporting = source
        .function
        .attrs
        .iter()
        .filter(|attr| is_exporting(attr));
    attrs.extend(exporting.filter(|_| sig.abi.is_some()).cloned());
    attrs
}

/// Whether it gives a function its name for the linker: `#[no_mangle]`, `#[unsafe(no_mangle)]`.
pub(super) fn is_exporting(attr: &Attribute) -> bool {
    const NAMES: &[&str] = &["no_mangle", "export_name", "link_section"];
    let is_one = |tokens: &dyn ToTokens| {
        let mut trees = tokens.to_token_stream().into_iter();
        let first = trees.next().map(|tree| tree.to_string());
        first.is_some_and(|first| NAMES.contains(&first.as_str()))
    };
    match &attr.meta {
        syn::Meta::List(list) if list.path.is_ident("unsafe") => is_one(&list.tokens),
        meta => is_one(meta.path()),
    }
}
