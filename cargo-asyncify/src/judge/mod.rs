//! What the macro makes of a declaration.

pub(crate) mod shown;
mod twin;

use asyncify_codegen::Expansion;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ItemTrait;

use crate::arguments;
use crate::model::{Block, Candidate, Declaration, Finding, Verdict};

/// What was found, and what is said of it: its declaration is judged, if it has one.
pub(crate) fn finding(candidate: Candidate, declared: Result<Declaration, String>) -> Finding {
    match declared {
        Ok(declaration) => Finding {
            candidate,
            verdict: judge(&declaration),
            declaration: Some(declaration),
        },
        Err(reason) => Finding {
            candidate,
            declaration: None,
            verdict: Verdict::Refused { reason },
        },
    }
}

/// Expands the declaration, and reads what it became.
pub(crate) fn judge(declaration: &Declaration) -> Verdict {
    let (options, item) = assembled(declaration);
    let Expansion { tokens, mistakes } = asyncify_codegen::expansion(options, item);
    if let Some(mistake) = mistakes.first() {
        let said = mistake.message.lines().next().unwrap_or_default();
        return match declaration.todo.is_empty() {
            true => Verdict::Refused {
                reason: said.to_owned(),
            },
            // What is to be decided may be what mends it.
            false => Verdict::Marked { becomes: None },
        };
    }
    let becomes = twin::of(&declaration.block, tokens);
    let is_marked = !declaration.marks.is_empty() || !declaration.todo.is_empty();
    match (becomes, is_marked) {
        (Some(becomes), false) => Verdict::Converts { becomes },
        (becomes, _) => Verdict::Marked { becomes },
    }
}

/// The attribute's words, and what it stands on: a block with that one member.
fn assembled(declaration: &Declaration) -> (TokenStream, TokenStream) {
    let item = &declaration.item;
    match &declaration.block {
        Block::Module { path } => {
            let path = absolute(path);
            (quote!(path = #path), quote!(pub mod declared { #item }))
        }
        Block::Extension { ext, head, .. } => {
            let ext: TokenStream = ext.parse().unwrap_or_default();
            let (options, head) = decided(head).unwrap_or((quote!(), head.clone()));
            (quote!(ext = #ext, #options), quote!(#head { #item }))
        }
        Block::Listener { path } => {
            let path = absolute(path);
            let (options, item) = match syn::parse2::<ItemTrait>(item.clone()) {
                Ok(mut item) => (arguments::take(&mut item.attrs), item.into_token_stream()),
                Err(_) => (quote!(), item.clone()),
            };
            (quote!(listener, path = #path, #options), item)
        }
        Block::Extern { abi } => (quote!(), quote!(unsafe extern #abi { #item })),
    }
}

/// The words that were decided for a block, taken off its head.
fn decided(head: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let mut item: syn::ItemImpl = syn::parse2(quote!(#head {})).ok()?;
    let options = arguments::take(&mut item.attrs);
    let mut head: Vec<_> = item.to_token_stream().into_iter().collect();
    head.pop();
    Some((options, head.into_iter().collect()))
}

/// `cpal::traits` as `::cpal::traits`.
pub(crate) fn absolute(path: &str) -> TokenStream {
    let names = path
        .split("::")
        .filter_map(|name| syn::parse_str::<syn::Ident>(name).ok());
    quote!(#(::#names)*)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(block: Block, item: TokenStream) -> Verdict {
        judge(&Declaration {
            block,
            item,
            marks: Vec::new(),
            todo: Vec::new(),
            notes: Vec::new(),
            doubts: Vec::new(),
            renamed: Default::default(),
        })
    }

    fn extension(head: TokenStream) -> Block {
        Block::Extension {
            of: String::from("api::Api"),
            ext: String::from("ApiAsync"),
            head,
        }
    }

    fn becomes(verdict: Verdict) -> String {
        match verdict {
            Verdict::Converts { becomes } => becomes,
            Verdict::Marked { .. } => panic!("it has no marks"),
            Verdict::Refused { reason } => panic!("{reason}"),
        }
    }

    #[test]
    fn a_completion_is_an_async_fn() {
        let block = extension(quote!(impl ::api::Api));
        let item = quote!(
            pub fn get(&self, key: u8, f: impl FnOnce(::std::io::Result<::api::Page>) + 'static);
        );
        assert_eq!(
            becomes(judged(block, item)),
            "async fn get_async(&self, key: u8) -> Result<Page, CallError<io::Error>>"
        );
    }

    #[test]
    fn a_free_function_keeps_its_name() {
        let block = Block::Module {
            path: String::from("api"),
        };
        let item = quote!(
            pub fn ticks<F: FnMut(u64) + Send + 'static>(ms: u64, f: F) -> ::api::Timer;
        );
        assert_eq!(
            becomes(judged(block, item)),
            "fn ticks(ms: u64) -> EventStream<u64, Timer>"
        );
    }

    #[test]
    fn a_listener_is_shown_by_its_events() {
        let block = Block::Listener {
            path: String::from("api::Door"),
        };
        let item = quote!(
            pub trait Door {
                fn on_open(&self, by: &str);
                fn closed(&self);
            }
        );
        assert_eq!(
            becomes(judged(block, item)),
            "DoorEvents: a stream of DoorEvent { OnOpen { by: String }, Closed }"
        );
    }

    #[test]
    fn a_mistake_is_the_reason() {
        let block = extension(quote!(impl ::api::Api));
        let item = quote!(
            pub fn each(&self, f: impl FnMut(u8));
        );
        let Verdict::Refused { reason } = judged(block, item) else {
            panic!("it can only be called during the call");
        };
        assert!(reason.contains("need not be `'static`"), "{reason}");
    }
}
