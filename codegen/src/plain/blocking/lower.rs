//! From the source of a function that blocks to the model of its twin.

use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, GenericParam, Signature, Type};

use super::Model;
use super::output::{self, Made, Output};
use crate::attribute;
use crate::check;
use crate::codes::Code;
use crate::context::Context;
use crate::emit::statements;
use crate::errors::Errors;
use crate::generics;
use crate::input;
use crate::lower::bounds::Need;
use crate::lower::{self, attributes};
use crate::model::Shape;
use crate::options::Options;
use crate::plain::Word;
use crate::plain::arguments::{Argument, Arguments, Borrows, Object};
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
    refuse_qualifiers(&function.sig, errors);
    require_body(source, context, errors);
    if !errors.is_empty() {
        return None;
    }
    check::delivery(options, errors);
    let object = object(source, context, errors);
    let mut arguments = Arguments::read(source, Word::Blocking, object, &BORROWS, errors);
    let output = errors.keep(output::read(source, options, context));
    if let Some(output) = &output {
        only_streams_have_buffers(output, options, errors);
        match output {
            Output::Stream(_) => streams_take_nothing_back(&arguments.others, errors),
            _ => what_is_opaque_may_borrow(source, &arguments.others, errors),
        }
    }
    lower::refuse_recursion(source, options, context, "", "the one that blocks", errors);
    let replaces = lower::replaces(options, context);
    let output = output.filter(|_| errors.is_empty())?;
    let shape = match output {
        Output::Stream(_) => Shape::Stream,
        _ => Shape::Once,
    };
    let returned = match &output {
        Output::Stream(items) => items.item.clone(),
        _ => source.output().unwrap_or_else(types::unit),
    };
    let returned = (returned, vec![Need::Send, Need::Static]);
    let generics = arguments.promised(source, context, vec![returned]);
    let moved = moved(source, context, replaces, &mut arguments);
    let call = Call::of(source, context, moved.as_ref(), arguments);
    Some(Model {
        attrs: own_attributes(source, shape, replaces, context, &call),
        vis: function.vis.clone(),
        name: lower::name(source, options, context),
        generics,
        output,
        span: source.output().map(|ty| ty.span()),
        call,
        buffer: lower::value(&options.buffer),
        runtime: options.runtime(),
    })
}

/// What a signature in an `impl` block lacks.
pub(crate) const METHOD_WITHOUT_BODY: &str = "this method has no body: for a type you do not own, \
     name a handle that calls it, `#[asyncify(blocking, wrapper = AsyncName)]`, or an extension \
     trait, `#[asyncify(blocking, ext = TraitName)]`";

fn require_body(source: &Source, context: &Context, errors: &mut Errors) {
    if let (None, Context::Impl { .. }) = (&source.function.body, context) {
        errors.at(Code::NO_BODY, &source.function.sig, METHOD_WITHOUT_BODY);
        return;
    }
    lower::require_body(source, context, errors);
}

fn refuse_qualifiers(sig: &Signature, errors: &mut Errors) {
    if let Some(token) = &sig.asyncness {
        errors.at(
            Code::ASYNC_ALREADY,
            token,
            "this function is async already, and `blocking` is for those that block: remove `blocking`\n  \
             around a part that blocks, write `asyncify::blocking(move || ..).await`",
        );
    }
    if let Some(token) = &sig.constness {
        errors.at(
            Code::CONST_FN,
            token,
            "a `const fn` does not block: remove `const`, or `blocking`",
        );
    }
    lower::refuse_foreign(sig, errors);
}

const BORROWS: Borrows = Borrows {
    code: Code::BLOCKING_BORROWS,
    problem: "`blocking` takes this to another thread, which may outlive the borrow",
    changed_self: "take `self` and return it, or make a handle whose methods are async: \
                   `#[asyncify(blocking, wrapper = AsyncName)] impl Name { .. }`",
    changed: None,
};

fn object(source: &Source, context: &Context, errors: &mut Errors) -> Option<Object> {
    match context {
        Context::Wrapper { .. } => {
            let receiver = source.receiver.as_ref()?;
            let read = Object::of_handle(receiver).map_err(|mend| {
                let message = format!("a handle can't lend what it holds in this way: {mend}");
                Code::HANDLE_SELF.at(receiver, message)
            });
            errors.keep(read)
        }
        _ => BORROWS.object(source, context, errors),
    }
}

// It is read ahead as long as it lives, and that is longer than the call.
fn streams_take_nothing_back(arguments: &[Argument], errors: &mut Errors) {
    for argument in arguments {
        if argument.returned().is_some() {
            errors.at(
                Code::BLOCKING_BORROWS,
                &argument.declared.ty,
                "a stream outlives the call, and this is lent to it to be changed: take an owned \
                 value",
            );
        }
    }
}

// It would keep what has to be put back.
fn what_is_opaque_may_borrow(source: &Source, arguments: &[Argument], errors: &mut Errors) {
    let captures = |ty: &Type| types::is_opaque(ty) && !types::mentions(ty, &format_ident!("use"));
    if !source.output().as_ref().is_some_and(captures) {
        return;
    }
    let changed = arguments.iter().filter(|it| it.returned().is_some());
    if let Some(argument) = changed.into_iter().next() {
        errors.at(
            Code::RESULT_MAY_BORROW,
            &argument.declared.ty,
            "an `impl Trait` that is returned may keep a borrow of this, which is lent to be \
             changed\n  if it does not, say so by `impl Trait + use<>`, else take an owned value",
        );
    }
}

// One value needs no buffer.
fn only_streams_have_buffers(output: &Output, options: &Options, errors: &mut Errors) {
    let is_stream = match output {
        Output::Stream(_) => true,
        Output::Made { made, .. } => *made == Made::Stream,
        Output::Value(_) => false,
    };
    if let Some(buffer) = options.buffer.as_ref().filter(|_| !is_stream) {
        errors.at(
            Code::NOT_A_STREAM,
            &buffer.word,
            "`buffer` is for streams, and this returns one value: remove it, or say `stream` if \
             that is an iterator",
        );
    }
}

/// The function without its place, where the twin has that.
fn moved(
    source: &Source,
    context: &Context,
    replaces: bool,
    arguments: &mut Arguments,
) -> Option<input::Function> {
    let mut moved = replaces.then(|| call::moved(source, context))?;
    // In a type that is not written out, what is lent may be.
    if source.output().is_some_and(|ty| types::is_opaque(&ty)) {
        lend_inside(&mut moved, &mut arguments.others);
    }
    if let Context::Impl { generics, .. } = context {
        generics::keep_no_borrow(&mut moved.sig, generics);
    }
    Some(moved)
}

/// Makes the function own its arguments, so that what it returns can't borrow from its caller.
fn lend_inside(function: &mut input::Function, arguments: &mut [Argument]) {
    let mut variables = proc_macro2::TokenStream::new();
    let mut arguments = arguments.iter_mut();
    for input in &mut function.sig.inputs {
        let FnArg::Typed(declared) = input else {
            continue;
        };
        if let Some((taken, variable)) = arguments.next().and_then(Argument::lend_inside) {
            *declared = taken;
            variables.extend(variable);
        }
    }
    let Some(body) = &mut function.body else {
        return;
    };
    if variables.is_empty() {
        return;
    }
    let statements = statements(body);
    *body = quote!({ #variables #statements });
    let sig = &mut function.sig;
    let (inputs, output) = (&sig.inputs, &sig.output);
    let left = quote!(#inputs #output);
    let clause = sig.generics.where_clause.clone();
    generics::retain(&mut sig.generics.params, &|param| match param {
        GenericParam::Lifetime(param) => {
            types::mentions(&quote!(#left #clause), &param.lifetime.ident)
        }
        _ => true,
    });
}

fn own_attributes(
    source: &Source,
    shape: Shape,
    replaces: bool,
    context: &Context,
    call: &Call,
) -> Vec<Attribute> {
    let mut attrs = attributes::lower(source, shape, replaces, context);
    if call.callee.beside.is_some() {
        // What is expected of the body is not found in the call of it.
        attribute::remove(&mut attrs, &["expect"]);
    }
    attrs
}
