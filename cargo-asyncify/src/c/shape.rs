//! The shape of the twin: the one that was decided, or else what speaks for one.

use proc_macro2::TokenStream;
use quote::quote;

use super::callback::Initiator;
use super::calls::{Calls, calls};
use super::todo::{About, Todo};
use crate::config::{FunctionDecision, SHAPES};
use crate::model::Mark;

/// A word of `#[asyncify(..)]`, and what comes of how it was found.
#[derive(Default)]
pub(super) struct Shape {
    pub(super) word: &'static str,
    /// What is said beside it.
    pub(super) options: Vec<TokenStream>,
    pub(super) marks: Vec<Mark>,
    pub(super) todo: Vec<Todo>,
}

/// The shape, or why nothing can be awaited.
pub(super) fn of(
    initiator: &Initiator<'_>,
    decisions: &[&FunctionDecision],
) -> Result<Shape, String> {
    let decided = SHAPES.into_iter().find(|word| {
        let mut options = decisions.iter().flat_map(|decision| &decision.options);
        options.any(|option| option.is(word))
    });
    if let Some(word) = decided {
        return Ok(Shape {
            word,
            ..Shape::default()
        });
    }
    let is_accepted = decisions.iter().any(|decision| decision.accept);
    Ok(match calls(initiator, &initiator.callbacks[0]) {
        Calls::Known(word, why) => Shape {
            word,
            marks: vec![Mark {
                text: format!("#[asyncify({word})]"),
                why,
            }],
            ..Shape::default()
        },
        Calls::Unknown(word, question) => Shape {
            word,
            todo: vec![Todo::new(About::Calls, question)],
            ..Shape::default()
        },
        Calls::During(_) if is_accepted => Shape {
            word: "stream",
            options: vec![quote!(blocking)],
            ..Shape::default()
        },
        Calls::During(word) => {
            return Err(format!(
                "it calls back while it runs (`{word}` in its name): there is nothing left to \
                 await when it returns. A decision, `accept`, makes a stream of it, on \
                 a thread of its own"
            ));
        }
    })
}
