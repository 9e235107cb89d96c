//! `#[status(|rc| ..)]`: what the function returns tells whether it has started.

use quote::quote;
use syn::{Block, Expr, ExprClosure, Path, ReturnType, Stmt, Type};

use super::callback::result_tokens;
use crate::codes::Code;
use crate::errors::Errors;
use crate::infer::Scope;
use crate::model::Status;
use crate::source::Source;
use crate::types;

pub(super) fn lower(
    source: &Source,
    closure: &ExprClosure,
    runtime: &Path,
    errors: &mut Errors,
) -> Option<Status> {
    let (Some(parameter), 1) = (closure.inputs.first(), closure.inputs.len()) else {
        errors.at(
            Code::STATUS_PLACE,
            closure,
            "`#[status]` takes what the function returns: write \
             `#[status(|value| -> Result<(), Error> { .. })]`",
        );
        return None;
    };
    let told = match &closure.output {
        ReturnType::Type(_, ty) => Some((**ty).clone()),
        ReturnType::Default => {
            let returned = source.output().unwrap_or_else(types::unit);
            let mut scope = Scope::default();
            for given in &source.parameters {
                scope.bind(&given.declared.pat, &given.declared.ty);
            }
            scope.bind(parameter, &returned);
            let (ok, err) = halves(&scope, &closure.body);
            ok.zip(err).map(|(ok, err)| types::result(&ok, &err))
        }
    };
    let is_result = |ty: &Type| types::returned_outcome(ty, runtime).is_some();
    let Some(result) = told.filter(is_result) else {
        errors.at(
            Code::STATUS_TYPE,
            result_tokens(closure),
            format!(
                "`#[status]` makes a `Result` of what the function returns, and its type can't be \
                 told from here\n  say it: `#[status(|{}| -> Result<(), Error> {{ .. }})]`",
                quote!(#parameter)
            ),
        );
        return None;
    };
    Some(Status {
        closure: closure.clone(),
        result,
    })
}

/// The types of the `Ok`s and `Err`s that an expression may give.
fn halves(scope: &Scope, expr: &Expr) -> (Option<Type>, Option<Type>) {
    let either = |(ok, err): (Option<Type>, Option<Type>), more: (Option<Type>, Option<Type>)| {
        (ok.or(more.0), err.or(more.1))
    };
    let block = |block: &Block| match block.stmts.last() {
        Some(Stmt::Expr(last, None)) => halves(scope, last),
        _ => (None, None),
    };
    match expr {
        Expr::Paren(inner) => halves(scope, &inner.expr),
        Expr::Group(inner) => halves(scope, &inner.expr),
        Expr::Block(inner) => block(&inner.block),
        Expr::If(branches) => {
            let other = branches.else_branch.as_ref();
            let other = other.map_or((None, None), |(_, other)| halves(scope, other));
            either(block(&branches.then_branch), other)
        }
        Expr::Match(arms) => arms
            .arms
            .iter()
            .map(|arm| halves(scope, &arm.body))
            .fold((None, None), either),
        Expr::Call(call) => {
            let half = match &*call.func {
                Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
                _ => None,
            };
            let value = call.args.first().and_then(|value| scope.type_of(value));
            match half.as_deref() {
                Some("Ok") => (value, None),
                Some("Err") => (None, value),
                _ => (None, None),
            }
        }
        _ => (None, None),
    }
}
