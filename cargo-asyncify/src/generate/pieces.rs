//! Pieces of syntax as text: prettyplease prints files only, so each gets one around it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, ReturnType, Signature, Type, Visibility};

/// An expression, as it stands at the margin; of several lines, if it is long.
pub(super) fn expression(tokens: &TokenStream) -> Option<String> {
    let file = syn::parse2(quote!(fn f() { #tokens })).ok()?;
    let text = prettyplease::unparse(&file);
    let lines: Vec<_> = text.lines().collect();
    let body = lines.get(1..lines.len() - 1)?.iter();
    let body: Vec<_> = body
        .map(|it| it.strip_prefix("    ").unwrap_or(it))
        .collect();
    Some(body.join("\n"))
}

/// Any tokens that may stand in an attribute, on one line.
pub(super) fn tokens(tokens: &TokenStream) -> String {
    let text = |file| flatten(&prettyplease::unparse(&file));
    if let Ok(file) = syn::parse2(quote!(trait T: #tokens {})) {
        return between(&text(file), "trait T: ", " {}");
    }
    if let Ok(file) = syn::parse2(quote!(struct S { #tokens: T })) {
        return between(&text(file), "struct S { ", ": T, }");
    }
    if let Ok(file) = syn::parse2(quote!(type T = #tokens;)) {
        return between(&text(file), "type T = ", ";");
    }
    match syn::parse2(quote!(#![a(#tokens)])) {
        Ok(file) => between(&text(file), "#![a(", ")]"),
        Err(_) => tokens.to_string(),
    }
}

pub(super) fn param(param: &FnArg) -> String {
    between(&function(quote!(fn f(#param))), "fn f(", ");")
}

/// With its arrow, and a space before.
pub(super) fn output(output: &ReturnType) -> String {
    between(&function(quote!(fn f() #output)), "fn f()", ";")
}

pub(super) fn ty(ty: &Type) -> String {
    between(&function(quote!(fn f() -> #ty)), "fn f() -> ", ";")
}

/// A parameter in angle brackets, or a lifetime's.
pub(super) fn generic(param: &impl ToTokens) -> String {
    let param = param.to_token_stream();
    between(&function(quote!(fn f<#param>())), "fn f<", ">();")
}

pub(super) fn predicate(predicate: &impl ToTokens) -> String {
    let predicate = predicate.to_token_stream();
    let text = between(
        &function(quote!(fn f() where #predicate)),
        "fn f() where ",
        ";",
    );
    text.trim_end_matches(',').to_owned()
}

/// What stands before a function's generics.
pub(super) fn start(vis: &Visibility, sig: &Signature) -> String {
    let vis = match vis {
        Visibility::Inherited => String::new(),
        vis => format!("{} ", vis.to_token_stream().to_string().replace(' ', "")),
    };
    let safety = match sig.safety {
        syn::Safety::Safe(_) => "safe ",
        syn::Safety::Unsafe(_) => "unsafe ",
        syn::Safety::Default => "",
    };
    let abi = match &sig.abi {
        Some(abi) => format!("{} ", abi.to_token_stream()),
        None => String::new(),
    };
    format!("{vis}{safety}{abi}fn {}", sig.ident)
}

fn function(signature: TokenStream) -> String {
    let file = syn::parse2(quote!(trait T { #signature; })).expect("a piece of what was parsed");
    between(&flatten(&prettyplease::unparse(&file)), "trait T { ", " }")
}

fn between(text: &str, start: &str, end: &str) -> String {
    let text = text.strip_prefix(start).unwrap_or(text);
    text.strip_suffix(end).unwrap_or(text).to_owned()
}

/// Puts on one line what was broken into several.
fn flatten(text: &str) -> String {
    let mut flat = String::new();
    for line in text.lines().map(str::trim) {
        let closes = line.starts_with([')', ']', '>']);
        if closes && flat.ends_with(',') {
            flat.pop();
        }
        if !(flat.is_empty() || closes || flat.ends_with(['(', '[', '<'])) {
            flat.push(' ');
        }
        flat.push_str(line);
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_on_one_line() {
        let ty: Type = syn::parse_quote! {
            Result<HashMap<SomeVeryLongNameOfAKey, SomeVeryLongNameOfAValue>, AnotherVeryLongNameOfAnError>
        };
        assert_eq!(
            super::ty(&ty),
            "Result<HashMap<SomeVeryLongNameOfAKey, SomeVeryLongNameOfAValue>, \
             AnotherVeryLongNameOfAnError>",
        );
        let it: FnArg = syn::parse_quote!(&mut self);
        assert_eq!(param(&it), "&mut self");
        let it: FnArg = syn::parse_quote!(f: Option<unsafe extern "C" fn(data: *mut c_void)>);
        assert_eq!(
            param(&it),
            r#"f: Option<unsafe extern "C" fn(data: *mut c_void)>"#
        );
        let it: syn::WherePredicate = syn::parse_quote!(for<'a> F: FnMut(&'a [T]) -> R + Send);
        assert_eq!(predicate(&it), "for<'a> F: FnMut(&'a [T]) -> R + Send");
        assert_eq!(generic(&quote!(const N: usize)), "const N: usize");
        assert_eq!(output(&syn::parse_quote!(-> T)), " -> T");
        assert_eq!(output(&ReturnType::Default), "");
    }

    #[test]
    fn what_is_no_expression_is_printed_too() {
        assert_eq!(
            tokens(&quote!(FnMut(&[T], A<B>) -> C)),
            "FnMut(&[T], A<B>) -> C"
        );
        assert_eq!(tokens(&quote!(pub(crate) Name)), "pub(crate) Name");
        assert_eq!(
            tokens(&quote!(unsafe extern "C" fn(*mut ::a::B, it: u8) -> c_int)),
            r#"unsafe extern "C" fn(*mut ::a::B, it: u8) -> c_int"#
        );
        assert_eq!(
            expression(&quote!(|a, b| -> T { a })).unwrap(),
            "|a, b| -> T { a }"
        );
    }
}
