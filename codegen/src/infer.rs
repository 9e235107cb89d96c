//! The type of a `#[map]`'s result, where its tokens tell.
//!
//! The type stands in the signature of the async twin, and a macro can't ask the compiler for it.
//! So it is read off the commonest forms, and for the rest the user writes `|a| -> Type { .. }`.

use syn::{BinOp, Expr, Lit, Pat, Type, UnOp, parse_quote};

use crate::model::Argument;
use crate::types;

/// The type of `expr`, in which `patterns` are bound to `arguments`.
pub(crate) fn type_of(expr: &Expr, patterns: &[Pat], arguments: &[Argument]) -> Option<Type> {
    let of = |expr: &Expr| type_of(expr, patterns, arguments);
    match expr {
        Expr::Paren(inner) => of(&inner.expr),
        Expr::Group(inner) => of(&inner.expr),
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [syn::Stmt::Expr(last, None)] => of(last),
            _ => None,
        },
        Expr::Cast(cast) => Some((*cast.ty).clone()),
        Expr::Tuple(tuple) => {
            let types = tuple.elems.iter().map(of).collect::<Option<Vec<_>>>()?;
            Some(parse_quote!((#(#types,)*)))
        }
        Expr::Lit(lit) => literal(&lit.lit),
        Expr::Macro(mac) if mac.mac.path.is_ident("format") => {
            Some(parse_quote!(::std::string::String))
        }
        Expr::Macro(mac) if mac.mac.path.is_ident("matches") => Some(parse_quote!(bool)),
        Expr::Path(_) => argument(expr, patterns, arguments)
            .map(|argument| argument.ty.clone())
            .filter(|ty| !types::borrows(ty)),
        Expr::Unary(unary) => match unary.op {
            UnOp::Deref(_) => pointee(&unary.expr, patterns, arguments),
            UnOp::Not(_) | UnOp::Neg(_) => of(&unary.expr),
            _ => None,
        },
        Expr::Binary(binary) => match binary.op {
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_)
            | BinOp::Ge(_) | BinOp::And(_) | BinOp::Or(_) => Some(parse_quote!(bool)),
            BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_) => {
                let (left, right) = (&binary.left, &binary.right);
                let left_type = of(left).filter(is_primitive);
                let right_type = of(right).filter(is_primitive);
                match (left_type, right_type) {
                    (Some(left), Some(right)) if types::same(&left, &right) => Some(left),
                    (Some(left), None) if matches!(**right, Expr::Lit(_)) => Some(left),
                    (None, Some(right)) if matches!(**left, Expr::Lit(_)) => Some(right),
                    _ => None,
                }
            }
            _ => None,
        },
        Expr::MethodCall(call) if call.args.is_empty() => {
            let receiver = argument(&call.receiver, patterns, arguments);
            match call.method.to_string().as_str() {
                "to_string" => Some(parse_quote!(::std::string::String)),
                "len" if receiver.is_some() => Some(parse_quote!(usize)),
                "is_empty" | "is_some" | "is_none" | "is_ok" | "is_err" => Some(parse_quote!(bool)),
                "to_owned" | "to_vec" => receiver.map(|argument| argument.owned.clone()),
                "clone" => receiver.map(|argument| argument.owned.clone()),
                _ => None,
            }
        }
        Expr::Call(call) => constructor(&call.func),
        Expr::Struct(literal) if literal.path.segments.len() == 1 => {
            let path = &literal.path;
            Some(parse_quote!(#path)).filter(|_| is_type_name(path))
        }
        _ => None,
    }
}

/// `String::from(..)` and the like: a constructor of a type that is named in full.
fn constructor(function: &Expr) -> Option<Type> {
    let Expr::Path(path) = function else { return None };
    let path = path.path.segments.iter().map(|s| s.ident.to_string()).collect::<Vec<_>>();
    match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["String", "from" | "new"] => Some(parse_quote!(::std::string::String)),
        _ => None,
    }
}

fn is_type_name(path: &syn::Path) -> bool {
    path.segments.iter().all(|segment| {
        segment.arguments.is_empty()
            && segment.ident.to_string().starts_with(|c: char| c.is_ascii_uppercase())
    })
}

fn literal(lit: &Lit) -> Option<Type> {
    let suffixed = |suffix: &str| syn::parse_str(suffix).ok();
    match lit {
        Lit::Bool(_) => Some(parse_quote!(bool)),
        Lit::Char(_) => Some(parse_quote!(char)),
        Lit::Str(_) => Some(parse_quote!(&'static str)),
        Lit::Int(int) => suffixed(int.suffix()),
        Lit::Float(float) => suffixed(float.suffix()),
        _ => None,
    }
}

fn is_primitive(ty: &Type) -> bool {
    const PRIMITIVES: &[&str] = &[
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
        "f32", "f64",
    ];
    matches!(ty, Type::Path(path) if PRIMITIVES.iter().any(|name| path.path.is_ident(name)))
}

/// The argument that `expr` names.
pub(crate) fn argument<'a>(expr: &Expr, patterns: &[Pat], arguments: &'a [Argument]) -> Option<&'a Argument> {
    let Expr::Path(path) = expr else { return None };
    let name = path.path.get_ident()?;
    let at = patterns.iter().position(|pattern| match pattern {
        Pat::Ident(pattern) => pattern.ident == *name && pattern.subpat.is_none(),
        _ => false,
    })?;
    arguments.get(at)
}

/// What the argument that `expr` names points at.
fn pointee(expr: &Expr, patterns: &[Pat], arguments: &[Argument]) -> Option<Type> {
    match types::bare(&argument(expr, patterns, arguments)?.ty) {
        Type::Reference(reference) => Some((*reference.elem).clone()),
        _ => None,
    }
}
