//! What a build script would set, as far as that is known without running it.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Token, braced};

use super::cfg::{Cfg, Condition};

/// Adds the names that a script gives to conditions by `cfg_aliases!`.
pub(super) fn add(script: &Path, cfg: &mut Cfg) {
    let tokens = std::fs::read_to_string(script).unwrap_or_default().parse();
    for call in calls(tokens.unwrap_or_default()) {
        let parse = |input: ParseStream<'_>| add_all(input, cfg);
        // What follows an alias that is not understood is not known.
        let _ = parse.parse2(call);
    }
}

/// What is in the braces of the calls.
fn calls(tokens: TokenStream) -> Vec<TokenStream> {
    let mut found = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "cfg_aliases" => {
                let is_bang = |token: &TokenTree| token.to_string() == "!";
                if tokens.next_if(is_bang).is_some()
                    && let Some(TokenTree::Group(group)) = tokens.next()
                {
                    found.push(group.stream());
                }
            }
            TokenTree::Group(group) => found.append(&mut calls(group.stream())),
            _ => {}
        }
    }
    found
}

/// `name: { condition }, ..`, where later ones can ask for earlier ones.
fn add_all(input: ParseStream<'_>, cfg: &mut Cfg) -> syn::Result<()> {
    while !input.is_empty() {
        let name: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let content;
        braced!(content in input);
        let condition: Condition = content.parse()?;
        if cfg.is(&condition) {
            cfg.set(name.to_string());
        }
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(())
}
