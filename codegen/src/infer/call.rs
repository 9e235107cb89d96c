//! What calls give, by the conventions of the standard library's names.

use syn::punctuated::Punctuated;
use syn::{Expr, ExprCall, ExprMethodCall, GenericArgument, Macro, Token, Type, parse_quote};

use super::{Scope, constructed, element, head_of, is_primitive, is_type_name, pointee};
use crate::owned;
use crate::types;

impl Scope {
    pub(super) fn method(&self, call: &ExprMethodCall) -> Option<Type> {
        let name = call.method.to_string();
        if let Some(turbofish) = &call.turbofish {
            // `.collect::<Vec<u8>>()`, `.sum::<f32>()`
            let mut types = turbofish.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            let is_result = matches!(name.as_str(), "collect" | "sum" | "product");
            return types
                .next()
                .filter(|_| is_result)
                .filter(|ty| !types::has_gap(ty))
                .cloned();
        }
        match name.as_str() {
            "to_string" => return Some(parse_quote!(::std::string::String)),
            "len" | "count" => return Some(parse_quote!(usize)),
            "contains" | "starts_with" | "ends_with" => return Some(parse_quote!(bool)),
            name if name.starts_with("is_") => return Some(parse_quote!(bool)),
            "as_millis" | "as_micros" | "as_nanos" => return Some(parse_quote!(u128)),
            "as_secs" => return Some(parse_quote!(u64)),
            "as_secs_f64" => return Some(parse_quote!(f64)),
            "as_secs_f32" => return Some(parse_quote!(f32)),
            _ => {}
        }
        let receiver = self.type_of(&call.receiver)?;
        match name.as_str() {
            "to_vec" => element(pointee(&receiver)).map(|ty| parse_quote!(::std::vec::Vec<#ty>)),
            "clone" | "to_owned" => {
                let by_reference: Type = match types::bare(&receiver) {
                    Type::Reference(_) => receiver.clone(),
                    owned => parse_quote!(&#owned),
                };
                owned::owned(&by_reference).ok().map(|(owned, _)| owned)
            }
            "unwrap" | "unwrap_or" | "unwrap_or_default" | "unwrap_or_else" | "expect" => {
                inner(pointee(&receiver))
            }
            "abs" | "min" | "max" | "clamp" | "sqrt" | "round" | "floor" | "ceil"
            | "saturating_add" | "saturating_sub" | "wrapping_add" | "wrapping_sub" => {
                Some(pointee(&receiver).clone()).filter(is_primitive)
            }
            _ => None,
        }
    }

    pub(super) fn call(&self, call: &ExprCall) -> Option<Type> {
        let Expr::Path(function) = &*call.func else {
            return None;
        };
        let path = &function.path;
        let argument = || self.type_of(call.args.first()?);
        let names: Vec<_> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        match names
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["Some"] => argument().map(|ty| parse_quote!(::core::option::Option<#ty>)),
            ["Ok" | "Err"] => None,
            ["Box", "new"] => argument().map(|ty| parse_quote!(::std::boxed::Box<#ty>)),
            ["Rc", "new"] => argument().map(|ty| parse_quote!(::std::rc::Rc<#ty>)),
            ["Arc", "new"] => argument().map(|ty| parse_quote!(::std::sync::Arc<#ty>)),
            ["String", _] => Some(parse_quote!(::std::string::String)),
            ["Vec", "from"] => {
                element(pointee(&argument()?)).map(|ty| parse_quote!(::std::vec::Vec<#ty>))
            }
            [.., of, function] if makes_its_type(function) => {
                let head = head_of(path);
                let named = path.segments.iter().rev().nth(1).is_some_and(is_type_name);
                (named || (names.len() == 2 && is_primitive(&syn::parse_str(of).ok()?)))
                    .then_some(head)
            }
            _ => constructed(path),
        }
    }

    pub(super) fn macro_call(&self, mac: &Macro) -> Option<Type> {
        match mac.path.get_ident()?.to_string().as_str() {
            "format" => Some(parse_quote!(::std::string::String)),
            "matches" => Some(parse_quote!(bool)),
            "vec" => {
                let list = Punctuated::<Expr, Token![,]>::parse_terminated;
                let repeat = |input: syn::parse::ParseStream<'_>| {
                    let value: Expr = input.parse()?;
                    input.parse::<Token![;]>()?;
                    input.parse::<Expr>().map(|_| value)
                };
                let first = match mac.parse_body_with(repeat) {
                    Ok(value) => value,
                    Err(_) => mac.parse_body_with(list).ok()?.into_iter().next()?,
                };
                self.type_of(&first)
                    .map(|ty| parse_quote!(::std::vec::Vec<#ty>))
            }
            _ => None,
        }
    }
}

/// Names of functions that by convention give the type they belong to.
fn makes_its_type(function: &str) -> bool {
    matches!(function, "new" | "from" | "default" | "now")
        || function.starts_with("from_")
        || function.starts_with("with_")
}

/// The `T` of `Option<T>` and `Result<T, E>`.
fn inner(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|s| s.ident == "Option" || s.ident == "Result")?;
    types::arguments(&last.arguments).into_iter().next()
}
