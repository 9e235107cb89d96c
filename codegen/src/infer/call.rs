//! What calls give, by the conventions of the standard library's names.

use crate::collect::CollectVec;
use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{
    AngleBracketedGenericArguments, Expr, ExprCall, ExprMethodCall, GenericArgument, Macro,
    PathArguments, ReturnType, Type, parse_quote,
};

use super::{Scope, constructed, element, head_of, is_primitive, is_type_name, pointee};
use crate::owned;
use crate::types;

impl Scope {
    pub(super) fn method(&self, call: &ExprMethodCall) -> Option<Type> {
        let name = call.method.to_string();
        if let Some(turbofish) = &call.turbofish {
            return said(&name, turbofish);
        }
        if let Some(ty) = by_name(&name) {
            return Some(ty);
        }
        if name == "fold" {
            return self.type_of(call.args.first()?).filter(is_primitive);
        }
        let receiver = self.type_of(&call.receiver)?;
        let target = pointee(&receiver);
        match name.as_str() {
            "len" | "is_empty" | "contains" | "starts_with" | "ends_with" if !is_std(target) => {
                None
            }
            "len" => Some(types::known("usize")),
            "is_empty" | "contains" | "starts_with" | "ends_with" => Some(types::known("bool")),
            "is_some" | "is_none" | "is_ok" | "is_err" => {
                inner(target).map(|_| types::known("bool"))
            }
            "to_vec" => element(target).map(|ty| types::vec(&ty)),
            "into_owned" if types::ends_with(target, "Cow") => cow_owned(target),
            "clone" | "to_owned" | "into_owned" => {
                let by_reference: Type = match types::bare(&receiver) {
                    // A `'static` one is as good as owned elsewhere, and not here.
                    Type::Reference(reference) => types::reference(&reference.elem),
                    owned => types::reference(owned),
                };
                owned::owned(&by_reference).ok().map(|(owned, _)| owned)
            }
            "first" | "last" | "get" if call.args.len() <= 1 => {
                let ty = types::reference(&element(target)?);
                Some(types::option(&ty))
            }
            "cloned" | "copied" => {
                let ty = inner(target)?;
                Some(types::option(pointee(&ty)))
            }
            "map" => self.mapped(call, target, 0),
            "map_err" => self.mapped(call, target, 1),
            "ok" => inner(target).map(|ty| types::option(&ty)),
            "err" => generic(target, 1).map(|ty| types::option(&ty)),
            "to_str" if types::ends_with(target, "CStr") => Some(types::known(
                "::core::result::Result<&str, ::core::str::Utf8Error>",
            )),
            "to_str" if is_std(target) => Some(types::known("::core::option::Option<&str>")),
            "to_bytes" if types::ends_with(target, "CStr") => Some(types::known("&[u8]")),
            "unwrap" | "unwrap_or" | "unwrap_or_default" | "unwrap_or_else" | "expect" => {
                inner(target)
            }
            "abs" | "min" | "max" | "clamp" | "sqrt" | "round" | "floor" | "ceil"
            | "saturating_add" | "saturating_sub" | "wrapping_add" | "wrapping_sub" => {
                Some(target.clone()).filter(is_primitive)
            }
            _ => None,
        }
    }

    /// `option.map(|a| ..)`, `result.map(|a| ..)` and, of what is at 1, `result.map_err(|e| ..)`
    fn mapped(&self, call: &ExprMethodCall, receiver: &Type, at: usize) -> Option<Type> {
        let ty = match call.args.first()? {
            Expr::Closure(closure) => {
                let mut scope = self.clone();
                scope.bind(closure.inputs.first()?, &generic(receiver, at)?);
                match &closure.output {
                    ReturnType::Type(_, ty) => (**ty).clone(),
                    ReturnType::Default => scope.type_of(&closure.body)?,
                }
            }
            // `str::to_owned`, `String::from`, `ToString::to_string`
            Expr::Path(function) => match function.path.segments.last()?.ident.to_string().as_str()
            {
                "to_string" => types::known("::std::string::String"),
                "to_owned" => owned::owned(&generic(receiver, at)?).ok()?.0,
                "from" => head_of(&function.path).filter(|ty| types::is_named(ty, "String"))?,
                _ => return None,
            },
            _ => return None,
        };
        let Type::Path(path) = receiver else {
            return None;
        };
        let mut path = path.clone();
        let last = path.path.segments.last_mut()?;
        let PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
            return None;
        };
        *arguments.args.get_mut(at)? = GenericArgument::Type(ty);
        Some(Type::Path(path))
    }

    pub(super) fn call(&self, call: &ExprCall) -> Option<Type> {
        let Expr::Path(function) = &*call.func else {
            return None;
        };
        let path = &function.path;
        let argument = || self.type_of(call.args.first()?);
        let names = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect_vec();
        match names.iter().map(String::as_str).collect_vec().as_slice() {
            ["Some"] | [.., "Option", "Some"] => argument().map(|ty| types::option(&ty)),
            ["Ok" | "Err"] => {
                let both = types::arguments(&path.segments.last()?.arguments);
                let [ok, err] = both.as_slice() else {
                    return None;
                };
                Some(types::result(ok, err))
            }
            ["from_raw_parts"] | [.., "slice", "from_raw_parts"] => {
                pointed(&argument()?).map(|item| parse_quote!(&[#item]))
            }
            ["from_raw_parts_mut"] | [.., "slice", "from_raw_parts_mut"] => {
                pointed(&argument()?).map(|item| parse_quote!(&mut [#item]))
            }
            [.., "str", "from_utf8"] => Some(types::known(
                "::core::result::Result<&str, ::core::str::Utf8Error>",
            )),
            [.., "String", "from_utf8_lossy"] => Some(types::known("::std::borrow::Cow<'_, str>")),
            [.., "String", "from_utf8"] => Some(types::known(
                "::core::result::Result<::std::string::String, ::std::string::FromUtf8Error>",
            )),
            ["String", _] => Some(types::known("::std::string::String")),
            ["Vec", "from"] => element(pointee(&argument()?)).map(|ty| types::vec(&ty)),
            [.., of, function] if makes_its_type(function) => {
                let head = head_of(path)?;
                if is_std_generic(of) && !types::contains(&head, '<') {
                    let holds_it = *function == "new" && call.args.len() == 1;
                    return argument()
                        .filter(|_| holds_it)
                        .map(|ty| parse_quote!(#head<#ty>));
                }
                let named = path.segments.iter().rev().nth(1).is_some_and(is_type_name);
                (named || (names.len() == 2 && is_primitive(&syn::parse_str(of).ok()?)))
                    .then_some(head)
            }
            _ => constructed(path),
        }
    }

    pub(super) fn macro_call(&self, mac: &Macro) -> Option<Type> {
        match mac.path.get_ident()?.to_string().as_str() {
            "format" => Some(types::known("::std::string::String")),
            "matches" => Some(types::known("bool")),
            "vec" => {
                let first = |input: ParseStream<'_>| {
                    let first: Expr = input.parse()?;
                    input.parse::<TokenStream>().map(|_| first)
                };
                let item = self.type_of(&mac.parse_body_with(first).ok()?)?;
                Some(types::vec(&item))
            }
            _ => None,
        }
    }
}

/// `.collect::<Vec<u8>>()`, `.sum::<f32>()`
fn said(name: &str, turbofish: &AngleBracketedGenericArguments) -> Option<Type> {
    let mut types = turbofish.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let ty = types.next().filter(|ty| !types::has_gap(ty))?;
    match name {
        "collect" | "sum" | "product" => Some(ty.clone()),
        "parse" => Some(parse_quote!(
            ::core::result::Result<#ty, <#ty as ::core::str::FromStr>::Err>
        )),
        _ => None,
    }
}

/// What a `Cow` owns.
fn cow_owned(cow: &Type) -> Option<Type> {
    let borrowed = types::reference(&types::inner(cow)?);
    owned::owned(&borrowed).ok().map(|(owned, _)| owned)
}

/// Methods that give the same whatever they are called on.
fn by_name(name: &str) -> Option<Type> {
    Some(match name {
        "to_string" | "to_uppercase" | "to_lowercase" | "to_ascii_uppercase"
        | "to_ascii_lowercase" => types::known("::std::string::String"),
        "to_string_lossy" => types::known("::std::borrow::Cow<'_, str>"),
        "to_path_buf" => types::known("::std::path::PathBuf"),
        "as_millis" | "as_micros" | "as_nanos" => types::known("u128"),
        "as_secs" => types::known("u64"),
        "as_secs_f64" => types::known("f64"),
        "as_secs_f32" => types::known("f32"),
        _ => return None,
    })
}

/// Whether `len` and the like mean what they mean in the standard library.
fn is_std(ty: &Type) -> bool {
    const KNOWN: &[&str] = &[
        "str", "String", "Vec", "VecDeque", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "Path",
        "OsStr",
    ];
    match ty {
        Type::Slice(_) | Type::Array(_) => true,
        ty => types::last(ty).is_some_and(|last| types::is_called(&last.ident, KNOWN)),
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
    generic(ty, 0)
}

/// One of the types that an `Option` or `Result` is made of.
fn generic(ty: &Type, at: usize) -> Option<Type> {
    let last = types::last(ty).filter(|it| types::is_called(&it.ident, &["Option", "Result"]))?;
    types::arguments(&last.arguments).into_iter().nth(at)
}

/// What a pointer points at.
fn pointed(ty: &Type) -> Option<Type> {
    match types::bare(ty) {
        Type::Ptr(pointer) => Some((*pointer.elem).clone()),
        _ => None,
    }
}

/// Types of the standard library that are generic; a few of them hold what `new` is given.
fn is_std_generic(name: &str) -> bool {
    const KNOWN: &[&str] = &[
        "Box", "Rc", "Arc", "Cell", "RefCell", "Mutex", "RwLock", "Vec", "VecDeque", "HashMap",
        "HashSet", "BTreeMap", "BTreeSet", "Option", "Result", "Cow",
    ];
    KNOWN.contains(&name)
}
