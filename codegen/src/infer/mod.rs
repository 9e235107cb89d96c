//! The type of a `#[map]`'s result, where its tokens tell.
//!
//! The type stands in the signature of the async twin, and a macro can't ask the compiler for it.
//! So it is read off the commonest forms, and for the rest the user writes `|a| -> Type { .. }`.
//! A wrong guess does no harm: the compiler compares it with the expression.

mod call;

use syn::{BinOp, Block, Expr, Ident, Lit, Member, Pat, Path, Stmt, Type, UnOp, parse_quote};

use crate::model::{Argument, Lambda};
use crate::types;

/// The names that an expression may use, and their types.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    names: Vec<(Ident, Type)>,
}

impl Scope {
    /// The names that a lambda gives to the callback's arguments.
    pub(crate) fn of(lambda: &Lambda, arguments: &[Argument]) -> Scope {
        let mut scope = Scope::default();
        for (pattern, argument) in lambda.patterns.iter().zip(arguments) {
            scope.bind(pattern, &argument.ty);
        }
        scope
    }

    /// What a name stands for; the newest binding counts.
    pub(crate) fn lookup(&self, expr: &Expr) -> Option<&Type> {
        let Expr::Path(path) = expr else { return None };
        let name = path.path.get_ident()?;
        self.names
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, ty)| ty)
    }

    /// Gives the names in a pattern to a value of that type.
    pub(crate) fn bind(&mut self, pattern: &Pat, ty: &Type) {
        match (pattern, ty) {
            (Pat::Type(typed), _) => self.bind(&typed.pat, &typed.ty),
            (Pat::Ident(pattern), ty) => self.names.push((pattern.ident.clone(), ty.clone())),
            (Pat::Tuple(patterns), Type::Tuple(types))
                if patterns.elems.len() == types.elems.len() =>
            {
                for (pattern, ty) in patterns.elems.iter().zip(&types.elems) {
                    self.bind(pattern, ty);
                }
            }
            (Pat::Reference(pattern), Type::Reference(ty)) => self.bind(&pattern.pat, &ty.elem),
            _ => {}
        }
    }

    pub(crate) fn type_of(&self, expr: &Expr) -> Option<Type> {
        match expr {
            Expr::Paren(inner) => self.type_of(&inner.expr),
            Expr::Group(inner) => self.type_of(&inner.expr),
            Expr::Block(block) => self.block(&block.block),
            Expr::Unsafe(block) => self.block(&block.block),
            Expr::If(branches) => {
                let other = branches.else_branch.as_ref();
                self.block(&branches.then_branch)
                    .or_else(|| self.type_of(&other?.1))
            }
            Expr::Match(arms) => arms.arms.iter().find_map(|arm| self.type_of(&arm.body)),
            Expr::Cast(cast) => Some((*cast.ty).clone()),
            Expr::Lit(lit) => literal(&lit.lit),
            Expr::Tuple(tuple) => {
                let mut types = Vec::new();
                for expr in &tuple.elems {
                    types.push(self.type_of(expr)?);
                }
                Some(types::tuple(types))
            }
            Expr::Path(path) => self
                .lookup(expr)
                .cloned()
                .or_else(|| variant_of(&path.path)),
            Expr::Array(array) => {
                let (first, length) = (self.type_of(array.elems.first()?)?, array.elems.len());
                Some(parse_quote!([#first; #length]))
            }
            Expr::Repeat(repeat) => {
                let (item, length) = (self.type_of(&repeat.expr)?, &repeat.len);
                Some(parse_quote!([#item; #length]))
            }
            Expr::Reference(reference) => {
                let inner = self.type_of(&reference.expr)?;
                Some(match (reference.mutability, types::reference(&inner)) {
                    (Some(_), Type::Reference(ty)) => {
                        let inner = ty.elem;
                        parse_quote!(&mut #inner)
                    }
                    (_, ty) => ty,
                })
            }
            Expr::Unary(unary) => {
                let ty = self.type_of(&unary.expr)?;
                match (&unary.op, types::bare(&ty)) {
                    (UnOp::Deref(_), Type::Reference(reference)) => Some((*reference.elem).clone()),
                    (UnOp::Deref(_), Type::Ptr(pointer)) => Some((*pointer.elem).clone()),
                    (UnOp::Deref(_), _) => None,
                    (_, ty) => Some(pointee(ty).clone()),
                }
            }
            Expr::Binary(binary) => self.binary(&binary.left, &binary.op, &binary.right),
            Expr::Field(field) => match (pointee(&self.type_of(&field.base)?), &field.member) {
                (Type::Tuple(tuple), Member::Unnamed(at)) => {
                    tuple.elems.get(usize::try_from(at.index).ok()?).cloned()
                }
                _ => None,
            },
            Expr::Index(index) => {
                let item = element(pointee(&self.type_of(&index.expr)?))?;
                match &*index.index {
                    Expr::Range(_) => Some(parse_quote!([#item])),
                    _ => Some(item),
                }
            }
            Expr::MethodCall(method) => self.method(method),
            Expr::Call(call) => self.call(call),
            Expr::Macro(mac) => self.macro_call(&mac.mac),
            Expr::Struct(literal) => constructed(&literal.path),
            _ => None,
        }
    }

    fn block(&self, block: &Block) -> Option<Type> {
        let mut scope = self.clone();
        let (last, before) = block.stmts.split_last()?;
        for statement in before {
            let Stmt::Local(local) = statement else {
                continue;
            };
            let init = local
                .init
                .as_ref()
                .and_then(|init| scope.type_of(&init.expr));
            match (&local.pat, init) {
                (Pat::Type(typed), _) => scope.bind(&typed.pat, &typed.ty),
                (pattern, Some(ty)) => scope.bind(pattern, &ty),
                // A name of unknown type hides what it meant before.
                (pattern, None) => scope.bind(pattern, &parse_quote!(_)),
            }
        }
        match last {
            Stmt::Expr(last, None) => scope.type_of(last).filter(|ty| !types::has_gap(ty)),
            _ => None,
        }
    }

    fn binary(&self, left: &Expr, op: &BinOp, right: &Expr) -> Option<Type> {
        let compares = matches!(
            op,
            BinOp::Eq(_)
                | BinOp::Ne(_)
                | BinOp::Lt(_)
                | BinOp::Le(_)
                | BinOp::Gt(_)
                | BinOp::Ge(_)
                | BinOp::And(_)
                | BinOp::Or(_)
        );
        if compares {
            return Some(types::known("bool"));
        }
        let is_bare_number = |expr: &Expr| match expr {
            Expr::Lit(lit) => {
                matches!(&lit.lit, Lit::Int(i) if i.suffix().is_empty())
                    || matches!(&lit.lit, Lit::Float(f) if f.suffix().is_empty())
            }
            _ => false,
        };
        // A bare number takes the type of the other side.
        let decides = if is_bare_number(left) { right } else { left };
        self.type_of(decides)
            .map(|ty| pointee(&ty).clone())
            .filter(is_primitive)
    }
}

/// What a reference points at, or the type itself.
fn pointee(ty: &Type) -> &Type {
    match types::bare(ty) {
        Type::Reference(reference) => pointee(&reference.elem),
        ty => ty,
    }
}

/// What indexing gives.
fn element(ty: &Type) -> Option<Type> {
    match ty {
        Type::Slice(slice) => Some((*slice.elem).clone()),
        Type::Array(array) => Some((*array.elem).clone()),
        ty => {
            let last = types::last(ty).filter(|last| last.ident == "Vec")?;
            types::arguments(&last.arguments).into_iter().next()
        }
    }
}

/// The type that a struct literal or a tuple struct's constructor makes.
fn constructed(path: &Path) -> Option<Type> {
    match variant_of(path) {
        Some(of) => Some(of),
        None => is_type_name(path.segments.last()?).then(|| parse_quote!(#path)),
    }
}

/// The `Enum` of `Enum::Variant`.
fn variant_of(path: &Path) -> Option<Type> {
    let mut segments = path.segments.iter().rev();
    let both = is_type_name(segments.next()?) && is_type_name(segments.next()?);
    both.then(|| head_of(path)).flatten()
}

/// A path without its last segment, if that leaves any.
fn head_of(path: &Path) -> Option<Type> {
    let mut path = path.clone();
    path.segments.pop();
    path.segments.pop_punct();
    (!path.segments.is_empty()).then(|| parse_quote!(#path))
}

fn is_type_name(segment: &syn::PathSegment) -> bool {
    let name = segment.ident.to_string();
    // `SCREAMING_CASE` is a constant, of whatever type.
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && (name.len() == 1 || name.contains(|c: char| c.is_ascii_lowercase()))
}

fn literal(lit: &Lit) -> Option<Type> {
    let number = |suffix: &str, default: &str| {
        syn::parse_str(if suffix.is_empty() { default } else { suffix }).ok()
    };
    match lit {
        Lit::Bool(_) => Some(types::known("bool")),
        Lit::Char(_) => Some(types::known("char")),
        Lit::Str(_) => Some(types::known("&'static str")),
        Lit::Int(int) => number(int.suffix(), "i32"),
        Lit::Float(float) => number(float.suffix(), "f64"),
        _ => None,
    }
}

fn is_primitive(ty: &Type) -> bool {
    const PRIMITIVES: &[&str] = &[
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "usize",
        "i8",
        "i16",
        "i32",
        "i64",
        "i128",
        "isize",
        "f32",
        "f64",
        "bool",
        "c_char",
        "c_schar",
        "c_uchar",
        "c_short",
        "c_ushort",
        "c_int",
        "c_uint",
        "c_long",
        "c_ulong",
        "c_longlong",
        "c_ulonglong",
        "c_float",
        "c_double",
    ];
    matches!(ty, Type::Path(path) if types::is_one_of(&path.path, PRIMITIVES))
}
