//! The expressions of `start =` and `cancel =`.

use syn::{Expr, ExprClosure, Stmt};

/// The closure that the expression is, or ends with.
pub(crate) fn closure(hook: &mut Expr) -> Option<&mut ExprClosure> {
    match hook {
        Expr::Closure(closure) => Some(closure),
        Expr::Paren(inner) => closure(&mut inner.expr),
        Expr::Group(inner) => closure(&mut inner.expr),
        Expr::Block(block) => match block.block.stmts.last_mut()? {
            Stmt::Expr(last, None) => closure(last),
            _ => None,
        },
        _ => None,
    }
}

/// How many parameters the closure has, if it is one.
pub(crate) fn inputs(hook: &Expr) -> Option<usize> {
    closure(&mut hook.clone()).map(|closure| closure.inputs.len())
}
