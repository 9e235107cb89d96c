//! Rust before its edition of 2021, where the type of a closure had no `dyn`.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::File;

/// The file, if that is all that keeps it from being parsed.
pub(super) fn parse(text: &str) -> Option<File> {
    syn::parse2(with_dyn(text.parse().ok()?)).ok()
}

/// The tokens with a `dyn` wherever `Fn(..)` is a type: in `Box<Fn()>`, not in `F: Fn()`.
fn with_dyn(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut output = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        let is_called = matches!(tokens.get(index + 1), Some(TokenTree::Group(_)));
        if is_called && is_closure(token) && is_type_next(&tokens[..index]) {
            output.push(TokenTree::Ident(Ident::new("dyn", token.span())));
        }
        output.push(match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_dyn(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token.clone(),
        });
    }
    output.into_iter().collect()
}

fn is_closure(token: &TokenTree) -> bool {
    let TokenTree::Ident(name) = token else {
        return false;
    };
    ["Fn", "FnMut", "FnOnce"].iter().any(|known| name == known)
}

/// Whether a type follows: what stands before a bound or before a part of a path is none of these.
fn is_type_next(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        // `->`, or the end of generics.
        [.., TokenTree::Punct(dash), TokenTree::Punct(punct)] if punct.as_char() == '>' => {
            dash.as_char() == '-'
        }
        [.., TokenTree::Punct(punct)] => matches!(punct.as_char(), '<' | ',' | '&' | '='),
        // `&'a`, but not the `'a` of a label.
        [.., TokenTree::Punct(quote), TokenTree::Ident(_)] if quote.as_char() == '\'' => true,
        [.., TokenTree::Ident(word)] => word == "mut" || word == "const",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::with_dyn;

    #[test]
    fn only_types_become_objects() {
        let text = "type A = Fn(&u8) + Send; fn f<F: Fn()>(a: Box<FnMut(u8) -> u8>, b: &'a mut Fn(), \
                    c: &Fn(), d: impl Fn(), e: Box<dyn Fn()>) -> (Fn(), u8) where G: Send + Fn();";
        let expected = "type A = dyn Fn(&u8) + Send; fn f<F: Fn()>(a: Box<dyn FnMut(u8) -> u8>, \
                    b: &'a mut dyn Fn(), c: &dyn Fn(), d: impl Fn(), e: Box<dyn Fn()>) \
                    -> (dyn Fn(), u8) where G: Send + Fn();";
        let parse = |text: &str| text.parse::<proc_macro2::TokenStream>().unwrap();
        let squeezed = |tokens: proc_macro2::TokenStream| tokens.to_string();
        assert_eq!(squeezed(with_dyn(parse(text))), squeezed(parse(expected)));
    }
}
