//! One callback parameter: what it is for, and what becomes of its arguments.

use crate::collect::CollectVec;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, Pat, Path, ReturnType, Stmt, Type, parse_quote};

use super::bounds::Scopes;
use super::{foreign, samples, slots};
use crate::codes::Code;
use crate::errors::Errors;
use crate::expression;
use crate::infer::Scope;
use crate::marks::{EndMark, Marks, RoleMark};
use crate::model::{Argument, Callback, EndIf, Fatal, Foreign, Lambda, OkIf, Role, Shape, Value};
use crate::owned::{self, Lent};
use crate::signature::{Calls, Recognised, Signature};
use crate::source::Parameter;
use crate::{types, words};

pub(super) fn lower(
    at: usize,
    parameter: &Parameter,
    found: &Recognised,
    shape: Shape,
    scopes: &Scopes<'_>,
    runtime: &Path,
    errors: &mut Errors,
) -> Option<Callback> {
    let marks = &parameter.marks;
    let is_end = matches!(marks.role, Some((_, RoleMark::End)));
    // A listener's stream brings events alone.
    let may_fail = is_end && shape != Shape::Once && !found.signature.is_method;
    let mut callback = declared(at, parameter, found, scopes);
    let tells_nothing = is_end || marks.skip.is_some();
    for argument in callback.arguments.iter_mut().filter(|_| tells_nothing) {
        argument.is_news =
            may_fail && types::outcome(types::referent(&argument.ty), runtime).is_some();
    }
    let reader = Reader {
        signature: &found.signature,
        arguments: &callback.arguments,
        output: callback.output.clone(),
        is_foreign: found.pointer.is_some(),
    };
    let role = reader.role(marks, errors)?;
    let value = match (&role, shape) {
        (Role::Item, Shape::Frames) => samples::lower(&reader, parameter, errors),
        (Role::Item, Shape::Feed) => slots::lower(&reader, parameter, errors),
        _ => reader.value(marks, errors),
    };
    let reply = reader.reply(marks, &parameter.declared.ty, runtime, errors);
    let (value, reply) = (value?, reply?);
    let end_if = reader.end_if(marks, errors)?;
    let ok_if = match &marks.ok_if {
        Some(closure) => Some(reader.condition(closure, errors)?),
        None => None,
    };
    callback.is_used_up &= reply.is_none();
    (callback.role, callback.value) = (role, value);
    (callback.reply, callback.end_if) = (reply, end_if);
    callback.is_concrete = scopes.are_concrete(&callback.information());
    if let Some(EndMark::None(word)) = &marks.end_if {
        require_one_option(&callback, word, errors)?;
    }
    if is_end {
        let failure = failure(&callback, marks, may_fail, runtime, errors)?;
        callback.role = Role::End { failure };
    }
    callback.ok_if = ok_if.map(|condition| {
        let value = callback.value_type();
        let ty = parse_quote!(::core::result::Result<#value, #runtime::NotOk<#value>>);
        OkIf { condition, ty }
    });
    Some(callback)
}

/// The callback as its type tells it, before its marks are read.
fn declared(at: usize, parameter: &Parameter, found: &Recognised, scopes: &Scopes<'_>) -> Callback {
    let Parameter {
        declared, marks, ..
    } = parameter;
    let signature = &found.signature;
    let mutability = match &*declared.pat {
        Pat::Ident(pattern) => pattern.mutability,
        _ => None,
    };
    let is_free =
        |bounds: &TokenStream| found.wraps.is_empty() && !found.nameable && !scopes.are_in(bounds);
    Callback {
        ident: foreign::name(at, parameter),
        mutability,
        is_fn_mut: signature.calls == Calls::FnMut,
        // What a `#[shape]` says is not what the compiler checks.
        is_used_up: signature.calls == Calls::FnOnce
            && found.pointer.is_none()
            && marks.shape.is_none(),
        is_sync: signature.is_sync(),
        bounds: signature.own_bounds().filter(is_free),
        annotation: match (&found.boxed, &found.generic) {
            (Some(ty), Some(name)) => Some(types::with(&declared.ty, name, ty)),
            (Some(_), None) => None,
            (None, _) => found.nameable.then(|| (*declared.ty).clone()),
        },
        is_concrete: false,
        wraps: found.wraps.clone(),
        role: Role::Item,
        value: Value::Arguments,
        end_if: None,
        ok_if: None,
        reply: None,
        output: signature.closure_output().map(|ty| scopes.inferable(&ty)),
        foreign: found.pointer.clone().map(|pointer| Foreign {
            declared: (*declared.ty).clone(),
            pointer,
        }),
        arguments: arguments(signature, scopes),
        variant: None,
    }
}

/// `#[end_if(none)]` must know whose `None` it is.
fn require_one_option(callback: &Callback, word: &Ident, errors: &mut Errors) -> Option<()> {
    let made = callback.made_types();
    let options = made.iter().filter(|ty| types::optional(ty).is_some());
    let arguments = named(&callback.arguments);
    let message = match options.count() {
        1 => return Some(()),
        0 => format!(
            "`none` ends the stream where an `Option` is `None`, and there is none here: \
             make one with `#[map(|{arguments}| -> Option<T> {{ .. }})]`, or say when it ends: \
             `#[end_if(|{arguments}| condition)]`"
        ),
        _ => {
            let mut optional = callback.arguments.iter();
            let first = optional.find(|argument| types::optional(&argument.owned).is_some());
            let first = first.map(|argument| argument.ident.to_string());
            format!(
                "several arguments are an `Option`: say which of them tells the end, \
                 `#[end_if(|{arguments}| {}.is_none())]`",
                first.unwrap_or_default()
            )
        }
    };
    errors.at(Code::END_IF_NONE, word, message);
    None
}

/// The error in the `Result` that an end brings.
fn failure(
    callback: &Callback,
    marks: &Marks,
    may_fail: bool,
    runtime: &Path,
    errors: &mut Errors,
) -> Option<Option<Type>> {
    let brought = types::outcome(&callback.value_type(), runtime).filter(|_| may_fail);
    match (&marks.map, &marks.role, callback.brought().as_slice()) {
        (Some(map), ..) if brought.is_none() => errors.at(
            Code::END_VALUE,
            map,
            match may_fail {
                true => {
                    "`#[end]` brings no value but a `Result`: let `#[map]` make one, \
                     or remove it"
                }
                false => "`#[end]` brings no value, so there is nothing to map: remove `#[map]`",
            },
        ),
        (None, Some((word, _)), [first, _, ..]) => errors.at(
            Code::END_VALUE,
            word,
            format!(
                "several arguments are a `Result`: say which of them is the end, \
                 `#[map(|{}| {})]`",
                named(&callback.arguments),
                callback.arguments[*first].ident
            ),
        ),
        _ => return Some(brought.map(|outcome| outcome.err)),
    }
    None
}

fn arguments(signature: &Signature, scopes: &Scopes<'_>) -> Vec<Argument> {
    let single = signature.inputs.len() == 1;
    let argument = |(at, (name, ty)): (usize, (Option<Ident>, Type))| {
        // At the type, which is where the compiler then points when it can't be copied.
        let span = Span::mixed_site().located_at(ty.span());
        let ident = match name {
            Some(name) if name != "_" => name,
            _ if single => Ident::new("value", span),
            _ => format_ident!("arg{at}", span = span),
        };
        let (owned, copied) = owned::owned(&ty).unwrap_or_else(|_| (ty.clone(), None));
        Argument {
            ident,
            is_news: !scopes.is_receiver(&ty),
            ty,
            owned,
            copied,
        }
    };
    let inputs = signature.closure_inputs().into_iter().enumerate();
    inputs.map(argument).collect_vec()
}

/// The parameters of a closure over them, as a message writes it.
pub(super) fn named(arguments: &[Argument]) -> String {
    let names = arguments.iter().map(|argument| argument.ident.to_string());
    names.collect_vec().join(", ")
}

/// Reads closures in marks against the callback's arguments.
pub(super) struct Reader<'a> {
    pub(super) signature: &'a Signature,
    pub(super) arguments: &'a [Argument],
    /// What the callback returns, where that can be written down.
    pub(super) output: Option<Type>,
    /// Whether C calls back.
    pub(super) is_foreign: bool,
}

impl Reader<'_> {
    fn role(&self, marks: &Marks, errors: &mut Errors) -> Option<Role> {
        let fatal = match &marks.role {
            _ if marks.skip.is_some() => return Some(Role::Answer),
            None | Some((_, RoleMark::Item)) => return Some(Role::Item),
            Some((_, RoleMark::End)) => return Some(Role::End { failure: None }),
            Some((_, RoleMark::Progress)) => return Some(Role::Progress),
            Some((_, RoleMark::Error)) => Fatal::Never,
            Some((_, RoleMark::FatalError)) => Fatal::Always,
            Some((_, RoleMark::FatalErrorIf(closure))) => {
                Fatal::If(self.condition(closure, errors)?)
            }
        };
        Some(Role::Error { fatal })
    }

    /// The arguments as they are, if each can be owned, or what `#[map]` makes of them.
    fn value(&self, marks: &Marks, errors: &mut Errors) -> Option<Value> {
        let Some(closure) = &marks.map else {
            let mut all_owned = Some(Value::Arguments);
            for ((_, ty), argument) in self.signature.inputs.iter().zip(self.arguments) {
                let outlives = match types::bare(ty) {
                    Type::Ptr(_) if self.is_foreign => Err(Lent::Pointer),
                    ty => owned::owned(ty),
                };
                if let (Err(lent), true) = (outlives, argument.is_news) {
                    self.refuse(lent, ty, errors);
                    all_owned = None;
                }
            }
            return all_owned;
        };
        let mut map = self.lambda(closure, errors)?;
        let ty = self.type_of(closure, &map, errors)?;
        map.ty = Some(ty.clone());
        if types::borrows(&ty) {
            errors.at(
                Code::MAP_BORROWS,
                result_tokens(closure),
                format!(
                    "what `#[map]` makes must outlive the callback, and `{}` borrows\n  \
                     make an owned value: `.to_vec()`, `.to_string()`, `.clone()`",
                    types::text(&ty)
                ),
            );
            return None;
        }
        Some(Value::Mapped { map, ty })
    }

    /// An argument has no owned counterpart.
    pub(super) fn refuse(&self, lent: Lent, ty: &Type, errors: &mut Errors) {
        let (code, message) = lent.told(self.signature.place(), &named(self.arguments));
        errors.at(code, ty, message);
    }

    fn type_of(&self, closure: &ExprClosure, map: &Lambda, errors: &mut Errors) -> Option<Type> {
        let ty = self.result_of(closure, map);
        if ty.is_none() {
            let inputs = &closure.inputs;
            errors.at(
                Code::MAP_TYPE,
                &closure.body,
                format!(
                    "the type of this expression is part of the async version's signature, and \
                     can't be told from here\n  say it: `#[map(|{}| -> Type {{ .. }})]`",
                    quote!(#inputs)
                ),
            );
        }
        ty
    }

    /// What a closure says that it gives, or what its expression tells.
    pub(super) fn result_of(&self, closure: &ExprClosure, map: &Lambda) -> Option<Type> {
        match &closure.output {
            ReturnType::Type(_, ty) => Some((**ty).clone()),
            ReturnType::Default => Scope::of(map, self.arguments).type_of(&map.body),
        }
    }

    /// A closure over the callback's arguments, checked to take as many as there are.
    pub(super) fn lambda(&self, closure: &ExprClosure, errors: &mut Errors) -> Option<Lambda> {
        if let Some(word) = &closure.asyncness {
            errors.at(
                Code::MARK_SYNTAX,
                word,
                "this runs inside the callback, where nothing can be awaited: remove `async`, and \
                 await where the item or the result arrives",
            );
            return None;
        }
        let expected = self.arguments.len();
        let pattern = |pattern: &Pat| match pattern {
            Pat::Type(typed) => (*typed.pat).clone(),
            pattern => pattern.clone(),
        };
        let mut patterns = closure.inputs.iter().map(pattern).collect_vec();
        if let Some(at) = self
            .signature
            .user_data
            .filter(|_| patterns.len() == expected + 1)
        {
            patterns.remove(at);
        }
        if patterns.len() != expected {
            let types = self.signature.inputs.iter();
            let types = types.map(|(_, ty)| types::text(ty)).collect_vec();
            let message = match expected {
                0 => "the callback has no arguments: write `|| ..`".to_owned(),
                _ => format!(
                    "the callback has {expected} argument{}, so this closure must take {expected}: \
                     {}",
                    if expected == 1 { "" } else { "s" },
                    words::listed(&types.iter().map(String::as_str).collect_vec()),
                ),
            };
            let tokens = match closure.inputs.is_empty() {
                true => closure.to_token_stream(),
                false => closure.inputs.to_token_stream(),
            };
            errors.at(Code::CLOSURE_ARGUMENTS, &tokens, message);
            return None;
        }
        let is_self = |pattern: &&Pat| matches!(pattern, Pat::Ident(it) if it.ident == "self");
        if let Some(pattern) = patterns.iter().find(is_self) {
            errors.at(
                Code::CLOSURE_ARGUMENTS,
                pattern,
                "an argument can't be called `self`: give it another name",
            );
            return None;
        }
        let body = only_expression(&closure.body);
        Some(Lambda {
            patterns,
            ty: None,
            leaves: types::leaves(body),
            body: expression::movable(body.clone()),
        })
    }

    fn end_if(&self, marks: &Marks, errors: &mut Errors) -> Option<Option<EndIf>> {
        Some(match &marks.end_if {
            Some(EndMark::If(closure)) => Some(EndIf::Holds(self.condition(closure, errors)?)),
            Some(EndMark::None(_)) => Some(EndIf::None),
            None => None,
        })
    }

    fn condition(&self, closure: &ExprClosure, errors: &mut Errors) -> Option<Lambda> {
        let mut lambda = self.lambda(closure, errors)?;
        lambda.ty = Some(parse_quote!(bool));
        lambda.body = expression::condition(lambda.body);
        Some(lambda)
    }
}

/// `{ a }` is `a`.
fn only_expression(body: &Expr) -> &Expr {
    match body {
        Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => {
            match block.block.stmts.as_slice() {
                [Stmt::Expr(only, None)] if !matches!(only, Expr::Let(_)) => only,
                _ => body,
            }
        }
        _ => body,
    }
}

/// The place to blame for the type of a closure's result.
pub(super) fn result_tokens(closure: &ExprClosure) -> &dyn ToTokens {
    match &closure.output {
        ReturnType::Type(_, ty) => ty,
        ReturnType::Default => &closure.body,
    }
}
