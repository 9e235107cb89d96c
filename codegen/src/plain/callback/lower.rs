//! From the source of an async function to the model of the twin that takes a callback.

use quote::ToTokens;
use syn::{Attribute, Expr, Type, parse_quote};

use super::Model;
use crate::attribute;
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::lower::bounds::Need;
use crate::lower::{self, attributes};
use crate::options::{Abandoned, Options, Set};
use crate::plain::Word;
use crate::plain::arguments::{Arguments, Borrows};
use crate::plain::call::Call;
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
    let object = BORROWS.object(source, context, errors);
    let arguments = Arguments::read(source, Word::Callback, object, &BORROWS, errors);
    let value = source.output().unwrap_or_else(types::unit);
    refuse_value(&value, errors);
    let abandoned = abandoned(source, &value, options, errors);
    if !errors.is_empty() {
        return None;
    }
    let promised = vec![(value.clone(), vec![Need::Static])];
    Some(Model {
        attrs: attributes(source, context),
        vis: function.vis.clone(),
        abi: function.sig.abi.clone(),
        name: lower::name(source, options, context),
        generics: arguments.promised(source, context, promised),
        call: Call::of(source, context, None, arguments),
        value,
        portal: lower::value(&options.portal),
        abandoned,
        runtime: options.runtime(),
    })
}

fn refuse_place(source: &Source, context: &Context, errors: &mut Errors) {
    if !context.replaces() && !matches!(context, Context::Trait) {
        errors.at(
            Code::TWIN_PLACE,
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
            Code::NOT_ASYNC,
            &sig.ident,
            "`callback` gives an `async fn` a twin that takes a callback, and this is not async: \
             write `async fn`\n  \
             for the way from a callback to async, write `#[asyncify]` without it",
        );
    }
}

const BORROWS: Borrows = Borrows {
    code: Code::TWIN_BORROWS,
    problem: "the twin returns before the function is done, which may outlive this borrow",
    changed_self: "take `self`, `&self` of a type that is `Clone`, or `self: Arc<Self>`",
    changed: Some("take an owned value, and return what has become of it"),
};

fn refuse_value(value: &Type, errors: &mut Errors) {
    let (code, message) = match types::bare(value) {
        Type::Never(_) => (
            Code::NEVER_RETURNS,
            "a function that never returns has nothing to call back with",
        ),
        ty if !has_name(ty) => (
            Code::UNNAMED_RESULT,
            "the callback has to name the type that it gets: return a type with a name, or a \
             `Box<dyn ..>`",
        ),
        ty if types::borrows(ty) => (
            Code::RESULT_BORROWS,
            "the callback gets this when the arguments are gone: return an owned value",
        ),
        _ => return,
    };
    errors.at(code, value, message);
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
                Code::TWIN_ABANDONED,
                word,
                "nobody awaits the twin, so there is nobody to panic: without `abandoned` the \
                 callback is dropped, with `abandoned = expr` it is called with that value",
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
                    Code::C_ABANDONED,
                    abi,
                    "C can't see that a callback is dropped, so it is also called if the loop shuts \
                     down or the function panics: say with which value, `abandoned = expr`",
                );
            }
            None
        }
    }
}

fn attributes(source: &Source, context: &Context) -> Vec<Attribute> {
    let sig = &source.function.sig;
    let mut attrs = attributes::shared(source);
    // What must be used goes to the callback.
    attribute::remove(&mut attrs, &["must_use"]);
    if attribute::has(&attrs, "doc") {
        attrs.push(attribute::doc(""));
    }
    attrs.push(attribute::doc(&format!(
        " Returns at once. `callback` gets what `{}` returns, on the thread of the loop that it \
         runs on.",
        sig.ident
    )));
    let is_unsafe = lower::unsafety(source, context).is_some();
    if is_unsafe || sig.abi.is_some() {
        attrs.push(attribute::doc(""));
        attrs.push(attribute::doc(" # Safety"));
    }
    if is_unsafe {
        attrs.push(attribute::doc(&format!(" What `{}` asks for.", sig.ident)));
    }
    if sig.abi.is_some() {
        attrs.push(attribute::doc(
            " `callback`, if there is one, may be called with `user_data`, once, on any thread.",
        ));
        let mut exporting = source.function.attrs.clone();
        attribute::retain(&mut exporting, &mut |attr| is_exporting(attr));
        attrs.append(&mut exporting);
    }
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
