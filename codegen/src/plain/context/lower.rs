//! From the source of a function that hands a resource out to the model of its context.

use syn::{Attribute, Type};

use super::{Model, hands_out};
use crate::attribute;
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::lower::bounds::Need;
use crate::lower::{self, attributes};
use crate::model::Shape;
use crate::options::Options;
use crate::plain::Word;
use crate::plain::arguments::{Arguments, Borrows};
use crate::plain::call::{self, Call};
use crate::source::Source;
use crate::types;

pub(crate) fn lower(
    source: &Source,
    options: &Options,
    context: &Context,
    errors: &mut Errors,
) -> Option<Model> {
    let function = &source.function;
    refuse_qualifiers(source, context, errors);
    let resource = resource(source, errors);
    let object = BORROWS.object(source, context, errors);
    let arguments = Arguments::read(source, Word::Context, object, &BORROWS, errors);
    let ending = ending(source, options, errors);
    let resource = resource.filter(|_| errors.is_empty())?;
    let promise = |ty: &Type| (ty.clone(), vec![Need::Send, Need::Static]);
    let promised = vec![promise(&resource), promise(&ending)];
    let generics = arguments.promised(source, context, promised);
    let replaces = options.keep.is_none();
    let moved = replaces.then(|| call::moved(source, context));
    Some(Model {
        attrs: attributes(source, replaces, context),
        vis: function.vis.clone(),
        keyword: source.function.sig.fn_token.span,
        name: lower::name(source, options, context),
        generics,
        resource,
        ending,
        call: Call::of(source, context, moved.as_ref(), arguments),
        runtime: options.runtime(),
    })
}

fn refuse_qualifiers(source: &Source, context: &Context, errors: &mut Errors) {
    let sig = &source.function.sig;
    if sig.asyncness.is_none() {
        errors.at(
            Code::NOT_ASYNC,
            &sig.fn_token,
            "a context is an `async fn`, because it waits while its resource is used: write `async fn`",
        );
    }
    if let syn::Safety::Unsafe(token) = &sig.safety {
        errors.at(
            Code::CONTEXT_UNSAFE,
            token,
            "the function is called where the context is used, and nobody vouches for that call: \
             remove `unsafe`",
        );
    }
    lower::refuse_foreign(sig, errors);
    match context.replaces() {
        true => lower::require_body(source, context, errors),
        false => errors.at(
            Code::CONTEXT_PLACE,
            &sig.ident,
            "a context takes the place of a function with a body: `context` is for functions and \
             `impl` blocks of your own",
        ),
    }
}

/// The `R` of the one `HandOut<R>`.
fn resource(source: &Source, errors: &mut Errors) -> Option<Type> {
    let mut out = source
        .parameters
        .iter()
        .filter(|parameter| hands_out(parameter));
    let Some(first) = out.next() else {
        errors.at(
            Code::HAND_OUT,
            &source.function.sig.ident,
            "a context hands its resource out by a parameter, and this has none for that: take \
             `out: HandOut<Resource>`\n  \
             what follows `let resource = out.give(resource).await;` is the tear-down",
        );
        return None;
    };
    for second in out {
        errors.at(
            Code::HAND_OUT,
            &second.declared.ty,
            "a context hands out one resource: put both into one, a tuple for example",
        );
    }
    let ty = &first.declared.ty;
    let Some(resource) = types::inner(ty) else {
        errors.at(
            Code::HAND_OUT,
            ty,
            "the type of the resource is needed: write `HandOut<Resource>`",
        );
        return None;
    };
    if types::borrows(&resource) {
        errors.at(
            Code::CONTEXT_BORROWS,
            &resource,
            "the tear-down may outlive what this borrows: hand out an owned value",
        );
    }
    Some(resource)
}

const OUTLIVES: &str = "the tear-down may outlive this borrow";

const BORROWS: Borrows = Borrows {
    code: Code::CONTEXT_BORROWS,
    problem: OUTLIVES,
    changed_self: "take `self: Arc<Self>`, or `self`",
    changed: Some("take an owned value"),
};

/// `()`, `Result<(), E>`, or what may be an alias of that.
fn ending(source: &Source, options: &Options, errors: &mut Errors) -> Type {
    let ending = source.output().unwrap_or_else(types::unit);
    let value = match types::returned_outcome(&ending, &options.runtime()) {
        Some(outcome) => outcome.ok,
        None => ending.clone(),
    };
    let is_value =
        !types::is_unit(&value) && (types::is_primitive(&value) || types::is_opaque(&value));
    if is_value {
        errors.at(
            Code::CONTEXT_VALUE,
            &ending,
            "the value of a context is what its body returns, so this returns `()` or \
             `Result<(), E>`",
        );
    } else if types::borrows(&ending) {
        errors.at(
            Code::CONTEXT_BORROWS,
            &ending,
            format!("{OUTLIVES}: return an owned error"),
        );
    }
    ending
}

fn attributes(source: &Source, replaces: bool, context: &Context) -> Vec<Attribute> {
    if replaces {
        return attributes::lower(source, Shape::Once, replaces, context);
    }
    let mut attrs = attributes::shared(source);
    if !attribute::has(&attrs, "doc") {
        let text = format!(" `{}` as a context.", source.function.sig.ident);
        attrs.push(attribute::doc(&text));
    }
    attrs
}
