//! What stands in the parentheses of an attribute: `frames, name = input, buffer = 2 * size`.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Meta, Token, Type, TypeParamBound};

/// One of them: a word, a value, or both with a `=` between them.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    pub(crate) name: Option<Ident>,
    pub(crate) value: Option<TokenStream>,
}

impl Argument {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|it| it == name)
    }

    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ends = |input: ParseStream<'_>| input.is_empty() || input.peek(Token![,]);
        let ahead = input.fork();
        if let Ok(name) = ahead.call(Ident::parse_any) {
            let is_assigned = ahead.peek(Token![=]) && !ahead.peek(Token![==]);
            if is_assigned || ends(&ahead) {
                input.advance_to(&ahead);
                let equals: Option<Token![=]> = input.parse()?;
                return Ok(Argument {
                    name: Some(name),
                    value: equals.map(|_| value(input)).transpose()?,
                });
            }
        }
        Ok(Argument {
            name: None,
            value: Some(value(input)?),
        })
    }
}

impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
        if let Some(value) = &self.value {
            tokens.extend(match self.name {
                Some(_) => quote!(= #value),
                None => value.clone(),
            });
        }
    }
}

/// The arguments that the tokens are, separated by commas.
pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Vec<Argument>> {
    let list = Punctuated::<Argument, Token![,]>::parse_terminated_with;
    let list = |input: ParseStream<'_>| list(input, Argument::parse);
    Ok(list.parse2(tokens)?.into_iter().collect())
}

/// Takes the options out of the attributes: what `#[asyncify(..)]` says.
pub(crate) fn take(attrs: &mut Vec<Attribute>) -> TokenStream {
    let mut options = TokenStream::new();
    attrs.retain(|attr| match &attr.meta {
        Meta::List(list) if attr.path().is_ident("asyncify") => {
            options.extend(list.tokens.clone());
            false
        }
        _ => true,
    });
    options
}

/// The tokens up to the comma that ends the value: those between a closure's bars, or in the angle
/// brackets of a type, don't.
fn value(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if let Some(expr) = whole::<Expr>(input) {
        return Ok(expr);
    }
    // `FnMut(A) -> B` is a bound, but no type.
    if let Some(ty) = whole::<TypeParamBound>(input).or_else(|| whole::<Type>(input)) {
        return Ok(ty);
    }
    let mut value = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        value.extend([input.parse::<TokenTree>()?]);
    }
    match value.is_empty() {
        true => Err(input.error("expected a value")),
        false => Ok(value),
    }
}

/// A piece of syntax that goes on to the end of the argument.
fn whole<T: syn::parse::Parse + ToTokens>(input: ParseStream<'_>) -> Option<TokenStream> {
    let ahead = input.fork();
    let piece: T = ahead.parse().ok()?;
    if !ahead.is_empty() && !ahead.peek(Token![,]) {
        return None;
    }
    input.advance_to(&ahead);
    Some(piece.into_token_stream())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let arguments = parse(text.parse().unwrap()).unwrap();
        let text = |it: &Argument| it.to_token_stream().to_string().replace(' ', "");
        arguments.iter().map(text).collect()
    }

    #[test]
    fn commas_of_closures_and_types_separate_nothing() {
        assert_eq!(
            split("frames, map = |a, b| (a, b), crate = ::x"),
            ["frames", "map=|a,b|(a,b)", "crate=::x"],
        );
        assert_eq!(
            split("FnMut(Result<A, B>) -> Result<C, D>, wrap = Box::new"),
            ["FnMut(Result<A,B>)->Result<C,D>", "wrap=Box::new"],
        );
        assert_eq!(
            split("ext = pub(crate) Name, |_, b| b,"),
            ["ext=pub(crate)Name", "|_,b|b"],
        );
    }

    #[test]
    fn an_assignment_needs_a_value() {
        assert!(parse("name = , b".parse().unwrap()).is_err());
    }
}
