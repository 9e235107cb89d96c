//! `paste!`: names that are put together.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use syn::{Lit, LitStr};

/// The tokens with each `[<a b:snake>]` as one name, and each documentation as one text.
pub(super) fn pasted(tokens: TokenStream) -> TokenStream {
    tokens.into_iter().map(tree).collect()
}

fn tree(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = token else {
        return token;
    };
    let mut inner: Vec<_> = group.stream().into_iter().collect();
    if group.delimiter() == Delimiter::Bracket {
        if let [first, parts @ .., last] = &inner[..] {
            let name = (is_punct(first, '<') && is_punct(last, '>'))
                .then(|| joined(parts, group.span()))
                .flatten();
            if let Some(name) = name {
                return TokenTree::Ident(name);
            }
        }
        if let [doc, equal, parts @ ..] = &inner[..]
            && doc.to_string() == "doc"
            && is_punct(equal, '=')
            && parts.len() > 1
        {
            let text: String = parts.iter().map(text).collect();
            inner.splice(2.., [TokenTree::Literal(Literal::string(&text))]);
        }
    }
    let mut pasted = Group::new(group.delimiter(), self::pasted(inner.into_iter().collect()));
    pasted.set_span(group.span());
    TokenTree::Group(pasted)
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// One name of several, some of them with their letters changed: `prefix_ Name:snake`.
fn joined(parts: &[TokenTree], at: Span) -> Option<Ident> {
    let mut names: Vec<String> = Vec::new();
    let mut parts = parts.iter();
    while let Some(part) = parts.next() {
        if is_punct(part, ':') {
            let last = names.last_mut()?;
            *last = changed(last, &parts.next()?.to_string())?;
        } else {
            names.push(text(part));
        }
    }
    syn::parse_str::<Ident>(&names.concat())
        .ok()
        .map(|mut name| {
            name.set_span(at);
            name
        })
}

/// A name, or what is in a literal.
fn text(part: &TokenTree) -> String {
    let plain = part.to_string();
    match syn::parse_str::<Lit>(&plain) {
        Ok(Lit::Str(text)) => LitStr::value(&text),
        _ => plain.trim_start_matches("r#").to_owned(),
    }
}

fn changed(name: &str, how: &str) -> Option<String> {
    Some(match how {
        "lower" => name.to_lowercase(),
        "upper" => name.to_uppercase(),
        "snake" => {
            let mut snake = String::new();
            for char in name.chars() {
                if char.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
                    snake.push('_');
                }
                snake.extend(char.to_lowercase());
            }
            snake
        }
        "camel" => name
            .split('_')
            .flat_map(|word| {
                let mut chars = word.chars();
                let first = chars.next().into_iter().flat_map(char::to_uppercase);
                first.chain(chars.flat_map(char::to_lowercase))
            })
            .collect(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::pasted;

    #[test]
    fn names_are_put_together() {
        let check = |text: &str, expected: &str| {
            let tokens = pasted(text.parse().unwrap());
            let expected: proc_macro2::TokenStream = expected.parse().unwrap();
            assert_eq!(tokens.to_string(), expected.to_string());
        };
        check("fn [<set_ Name:snake>]();", "fn set_name();");
        check("{ [<on_ \"b\" 1>] }", "{ on_b1 }");
        check("[<HalfOpen:snake:upper>]", "HALF_OPEN");
        check("[<half_open:camel>] [a, b] []", "HalfOpen [a, b] []");
        check("#[doc = \"Of `\" Name \"`.\"]", "#[doc = \"Of `Name`.\"]");
        check("a[<b + c>]", "a[<b + c>]");
    }
}
