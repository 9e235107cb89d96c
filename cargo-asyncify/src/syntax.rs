//! Small questions about syntax that several steps ask.

use proc_macro2::TokenTree;
use syn::{Attribute, Expr, ExprLit, GenericArgument, Lit, Meta, PathArguments, Type};

/// A type without parentheses.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => bare(&inner.elem),
        Type::Group(inner) => bare(&inner.elem),
        ty => ty,
    }
}

/// The types among generic arguments.
pub(crate) fn arguments(of: &PathArguments) -> Vec<Type> {
    let PathArguments::AngleBracketed(given) = of else {
        return Vec::new();
    };
    let types = given.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.collect()
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

/// The words of a name, in small letters: `Pa_SetStreamFinishedCallback` has five.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last_was_capital = true;
    for letter in name.chars() {
        let begins = letter.is_uppercase() && !last_was_capital;
        if begins || letter == '_' {
            words.push(String::new());
        }
        if letter != '_' {
            let last = words.len() - 1;
            words[last].extend(letter.to_lowercase());
        }
        last_was_capital = letter.is_uppercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A name as variables have it: `zName` is `z_name`, and `DeviceEvent` is `device_event`.
pub(crate) fn snake(name: &str) -> String {
    match name.contains(char::is_uppercase) {
        true => words(name).join("_"),
        false => name.to_owned(),
    }
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

    #[test]
    fn variables_have_names_in_small_letters() {
        for (name, variable) in [
            ("already_small", "already_small"),
            ("_arg", "_arg"),
            ("zName", "z_name"),
            ("DeviceEvent", "device_event"),
            ("Pa_OpenStream", "pa_open_stream"),
            ("HTTPServer", "httpserver"),
            ("Sha256Digest", "sha256_digest"),
        ] {
            assert_eq!(super::snake(name), variable);
        }
    }
}
