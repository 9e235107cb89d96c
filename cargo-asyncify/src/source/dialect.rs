//! Rust before its edition of 2021: the type of a closure had no `dyn`, parameters of a trait's
//! method had no names.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{File, FnArg, Token, Type};

/// The file, if that is all that keeps it from being parsed.
pub(super) fn parse(text: &str) -> Option<File> {
    syn::parse2(with_names(with_dyn(text.parse().ok()?))).ok()
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

/// The tokens with a `_:` before each parameter that is a type alone: `fn add(&self, u8)`.
fn with_names(tokens: TokenStream) -> TokenStream {
    let mut output = Vec::new();
    // Within a function's head: how many angle brackets are open.
    let mut angles: Option<usize> = None;
    let mut is_arrow = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        output.push(match token {
            TokenTree::Group(group) => {
                let is_parameters =
                    angles == Some(0) && group.delimiter() == Delimiter::Parenthesis;
                let inner = if is_parameters {
                    angles = None;
                    named(group.stream())
                } else {
                    with_names(group.stream())
                };
                let mut named = Group::new(group.delimiter(), inner);
                named.set_span(group.span());
                TokenTree::Group(named)
            }
            token => {
                let text = token.to_string();
                match text.as_str() {
                    "fn" if matches!(tokens.peek(), Some(TokenTree::Ident(_))) => angles = Some(0),
                    "<" => angles = angles.map(|open| open + 1),
                    ">" if !is_arrow => angles = angles.map(|open| open.saturating_sub(1)),
                    _ => {}
                }
                is_arrow = text == "-";
                token
            }
        });
    }
    output.into_iter().collect()
}

fn named(parameters: TokenStream) -> TokenStream {
    let parse = Punctuated::<Parameter, Token![,]>::parse_terminated;
    match parse.parse2(parameters.clone()) {
        Ok(parameters) => parameters.into_token_stream(),
        Err(_) => parameters,
    }
}

/// With a name, or of its type alone.
struct Parameter(TokenStream);

impl Parse for Parameter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.fork().parse::<FnArg>().is_ok() {
            return input
                .parse()
                .map(|named: FnArg| Parameter(named.into_token_stream()));
        }
        let ty: Type = input.parse()?;
        Ok(Parameter(quote!(_: #ty)))
    }
}

impl ToTokens for Parameter {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.clone());
    }
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
    use super::{with_dyn, with_names};

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

    #[test]
    fn parameters_get_names() {
        let text = "trait T { fn a(&mut self, u8, Vec<a::B>) -> fn(u8); fn b<F: Fn() -> u8, G: Fn(u8)>(f: F, &G); }";
        let expected = "trait T { fn a(&mut self, _: u8, _: Vec<a::B>) -> fn(u8); \
                        fn b<F: Fn() -> u8, G: Fn(u8)>(f: F, _: &G); }";
        let parse = |text: &str| text.parse::<proc_macro2::TokenStream>().unwrap();
        let shown = |tokens: proc_macro2::TokenStream| tokens.to_string().replace(' ', "");
        assert_eq!(shown(with_names(parse(text))), shown(parse(expected)));
    }
}
