//! Marks are closures over the callback's arguments; here they become plain code.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Pat};

use crate::model::{Callback, Fatal, Lambda, Reply, Role, Value};

/// The parameter patterns of a callback, so chosen that its lambdas need few renamings.
pub(super) struct Parameters {
    names: Vec<TokenStream>,
}

impl Parameters {
    pub(super) fn new(callback: &Callback) -> Parameters {
        let lambdas = lambdas(callback);
        let count = callback.arguments.len();
        if let [only] = lambdas.as_slice() {
            if callback.is_mapped() || matches!(callback.role, Role::End) {
                let names = only
                    .patterns
                    .iter()
                    .map(ToTokens::to_token_stream)
                    .collect();
                return Parameters { names };
            }
        }
        let mapped = callback.is_mapped();
        // `#[end]` says all by being called.
        let ignored = lambdas.is_empty() && matches!(callback.role, Role::End);
        let names = (0..count).map(|at| {
            let argument = &callback.arguments[at].ident;
            let mut idents = lambdas
                .iter()
                .filter_map(|lambda| plain_ident(&lambda.patterns[at]));
            match idents.next() {
                Some(ident) => ident,
                None if ignored || lambdas.iter().all(|l| is_wild(&l.patterns[at])) && mapped => {
                    quote!(_)
                }
                None => argument.to_token_stream(),
            }
        });
        Parameters {
            names: names.collect(),
        }
    }

    /// The name of one argument.
    pub(super) fn name(&self, at: usize) -> &TokenStream {
        &self.names[at]
    }

    /// `a: A, b: B`
    pub(super) fn declared(&self, callback: &Callback) -> TokenStream {
        let types = callback.arguments.iter().map(|argument| &argument.ty);
        let names = &self.names;
        quote!(#(#names: #types),*)
    }

    /// The lambda's body, in which its own patterns mean the arguments.
    pub(super) fn apply(&self, lambda: &Lambda) -> TokenStream {
        let body = &lambda.body;
        let renamed = lambda
            .patterns
            .iter()
            .zip(&self.names)
            .filter_map(|(pattern, name)| {
                let same = pattern.to_token_stream().to_string() == name.to_string();
                (!same && !is_wild(pattern)).then(|| quote!(let #pattern = #name;))
            });
        let renamed: Vec<_> = renamed.collect();
        let block = match (renamed.is_empty(), body) {
            (true, Expr::Block(_)) => quote!(#body),
            (true, _) if !lambda.leaves => quote!(#body),
            _ => quote!({ #(#renamed)* #body }),
        };
        if !lambda.leaves {
            return block;
        }
        let output = lambda.ty.as_ref().map(|ty| quote!(-> #ty));
        quote!((|| #output #block)())
    }
}

/// In the order in which they run: those that only look come before the one that takes.
fn lambdas(callback: &Callback) -> Vec<&Lambda> {
    let reply = match &callback.reply {
        Some(Reply::From(lambda)) => Some(lambda),
        _ => None,
    };
    let fatal = match &callback.role {
        Role::Error {
            fatal: Fatal::If(lambda),
        } => Some(lambda),
        _ => None,
    };
    let map = match &callback.value {
        Value::Mapped { map, .. } | Value::MappedBlock { map, .. } => Some(map),
        _ => None,
    };
    reply
        .into_iter()
        .chain(&callback.end_if)
        .chain(fatal)
        .chain(map)
        .collect()
}

fn plain_ident(pattern: &Pat) -> Option<TokenStream> {
    match pattern {
        Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => {
            let ident = &pattern.ident;
            Some(quote!(#ident))
        }
        _ => None,
    }
}

fn is_wild(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Wild(_))
}
