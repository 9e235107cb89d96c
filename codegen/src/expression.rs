//! Expressions of the user's, on their way into other code.

use proc_macro2::{Delimiter, TokenTree};
use quote::ToTokens;
use syn::{Expr, parse_quote};

/// Without the invisible group around what came through a macro's `$e:expr`.
pub(crate) fn ungrouped(expr: Expr) -> Expr {
    match expr {
        Expr::Group(group) => ungrouped(*group.expr),
        expr => expr,
    }
}

/// The expression, in parentheses where its first braces would be taken for a statement:
/// `match x { .. } + 1`.
pub(crate) fn movable(expr: Expr) -> Expr {
    match expr {
        Expr::Closure(_) | Expr::Struct(_) => expr,
        expr => condition(expr),
    }
}

/// The expression, in parentheses where its braces would also be taken for those of a branch:
/// `x == Event { .. }`.
pub(crate) fn condition(expr: Expr) -> Expr {
    match is_cut_short(&expr) {
        true => parse_quote!((#expr)),
        false => expr,
    }
}

/// Whether the expression might be taken to end, or to begin, with braces in it.
fn is_cut_short(expr: &Expr) -> bool {
    match expr {
        Expr::Block(_)
        | Expr::ForLoop(_)
        | Expr::If(_)
        | Expr::Loop(_)
        | Expr::Macro(_)
        | Expr::Match(_)
        | Expr::Unsafe(_)
        | Expr::While(_) => false,
        // A dot goes on with what a block has given.
        Expr::Await(of) => is_cut_short(&of.base),
        Expr::Field(of) => is_cut_short(&of.base),
        Expr::MethodCall(of) => is_cut_short(&of.receiver),
        expr => has_braces(expr),
    }
}

fn has_braces(expr: &Expr) -> bool {
    let is_brace =
        |tree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    expr.to_token_stream().into_iter().any(is_brace)
}
