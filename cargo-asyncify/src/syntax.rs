//! Small questions about syntax that several steps ask.

use proc_macro2::TokenTree;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Type};

/// A type without parentheses.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => bare(&inner.elem),
        Type::Group(inner) => bare(&inner.elem),
        ty => ty,
    }
}

/// The text of the documentation comments, line by line.
pub(crate) fn docs(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether something is `#[doc(hidden)]`, whatever else stands beside that word.
pub(crate) fn is_hidden(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("doc") => list
            .tokens
            .clone()
            .into_iter()
            .any(|tree| matches!(tree, TokenTree::Ident(word) if word == "hidden")),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    #[test]
    fn hidden_is_a_word_of_its_own() {
        let is_hidden = |attr| super::is_hidden(&[attr]);
        assert!(is_hidden(parse_quote!(#[doc(hidden)])));
        assert!(is_hidden(parse_quote!(#[doc(alias = "other", hidden)])));
        assert!(!is_hidden(parse_quote!(#[doc(alias = "hidden")])));
        assert!(!is_hidden(parse_quote!(#[doc = "hidden"])));
    }
}
