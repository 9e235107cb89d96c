//! What a human must decide.

use crate::config::{FunctionDecision, SHAPES};

/// A question, and what answers it.
#[derive(Clone)]
pub(super) struct Todo {
    about: About,
    pub(super) text: String,
}

/// What a question is about.
#[derive(Clone)]
pub(super) enum About {
    /// How often C calls back.
    Calls,
    /// Which arguments are the user data.
    UserData,
    /// A callback, by its parameter.
    Callback(String),
    /// What the function returns.
    Returned,
    /// How C is told to stop.
    Stop,
}

impl Todo {
    pub(super) fn new(about: About, text: impl Into<String>) -> Todo {
        Todo {
            about,
            text: text.into(),
        }
    }

    /// Whether a decision answers it.
    pub(super) fn is_settled(&self, decision: &FunctionDecision) -> bool {
        let has_option = |names: &[&str]| {
            let mut options = decision.options.iter();
            options.any(|option| names.iter().any(|name| option.is(name)))
        };
        let has_mark = |name: &str| {
            let mut marks = decision.marks.0.iter();
            marks.any(|mark| mark.path().is_ident(name))
        };
        decision.accept
            || match &self.about {
                About::Calls => has_option(&SHAPES),
                About::UserData => decision.params.values().any(|marks| {
                    let mut marks = marks.0.iter();
                    marks.any(|mark| {
                        mark.path().is_ident("user_data") || mark.path().is_ident("shape")
                    })
                }),
                About::Callback(name) => decision.params.contains_key(name.as_str()),
                About::Returned => has_mark("status") || has_option(&["start"]),
                // What is freed by its owner is stopped by it.
                About::Stop => has_option(&["cancel", "once"]) || has_mark("status"),
            }
    }
}
