//! What names and documentation say of a function. They are good for a guess where types leave
//! something open, and for nothing else.

use syn::Attribute;

use crate::syntax::docs;

/// What speaks for how a callback is called, or who calls it.
pub(super) struct Evidence {
    /// The function's name, in lower case.
    name: String,
    docs: String,
}

impl Evidence {
    pub(super) fn of(name: &str, attrs: &[Attribute]) -> Evidence {
        Evidence {
            name: name.to_lowercase(),
            docs: single_spaced(&docs(attrs).to_lowercase()),
        }
    }

    /// The words that say that the callback is called once, unless others say more. What may or
    /// must be called once is the function.
    pub(super) fn once(&self) -> Option<&'static str> {
        const SAYS: &[&str] = &[
            "called once",
            "called only once",
            "called exactly once",
            "called at most once",
            "invoked once",
            "invoked exactly once",
            "called on completion",
            "called upon completion",
            "called when the operation completes",
            "called when the operation is complete",
            "called when the operation has completed",
            "called when done",
            "called when it is done",
            "called when finished",
            "completion callback",
        ];
        const OF_THE_FUNCTION: &[&str] = &[
            "must",
            "must only",
            "should",
            "should only",
            "can",
            "can only",
            "needs to",
        ];
        let is_function = |words: &&&'static str| {
            OF_THE_FUNCTION
                .iter()
                .any(|may| self.docs.contains(&format!("{may} be {words}")))
        };
        let says = SAYS.iter().filter(|words| self.docs.contains(**words));
        let mut says = says.filter(|words| !is_function(words));
        says.next().filter(|_| self.many().is_none()).copied()
    }

    /// The words that say that it is called many times.
    pub(super) fn many(&self) -> Option<&'static str> {
        const SAYS: &[&str] = &[
            "each time",
            "every time",
            "whenever",
            "for each",
            "for every",
            "multiple times",
            "many times",
            "repeatedly",
            "periodically",
            "on every",
            "on each",
            "once per",
            "once every",
            "more than once",
            "any number of times",
            "several times",
        ];
        self.first(SAYS)
    }

    /// Whether the function's name is that of one that registers a callback for good.
    pub(super) fn registers(&self) -> bool {
        const STARTS: &[&str] = &[
            "add_",
            "connect",
            "listen",
            "on_",
            "register",
            "subscribe",
            "watch",
            "with_",
        ];
        const HOLDS: &[&str] = &[
            "handler", "hook", "listener", "observe", "stream", "callback", "func", "logger",
        ];
        // `eval_with_callback` tells of its own end.
        let name = self.name.trim_end_matches("_with_callback");
        STARTS.iter().any(|start| name.starts_with(start))
            || HOLDS.iter().any(|word| name.contains(word))
    }

    /// The word in a callback's or the function's name, or the docs' words, by which an `FnOnce()`
    /// tells that something is done.
    pub(super) fn completion(&self, callback: &str) -> Option<String> {
        const NAMES: &[&str] = &[
            "done",
            "complete",
            "completion",
            "finish",
            "ready",
            "timeout",
            "timer",
            "after",
            "closed",
            "cancelled",
            "canceled",
        ];
        const SAYS: &[&str] = &[
            "called when",
            "called once",
            "called after",
            "invoked when",
            "notified when",
            "calls `func` once",
        ];
        let callback = callback.to_lowercase();
        let words = callback.split('_').chain(self.name.split('_'));
        let has = |word: &&&str| words.clone().any(|it| it.starts_with(**word));
        // `on_close`, but not `run_on_main_thread`.
        let is_on = callback.starts_with("on_") || self.name.starts_with("on_");
        let by_name = NAMES.iter().find(has).or(is_on.then_some(&"on"));
        let by_docs = || {
            self.first(SAYS)
                .map(|words| format!("its docs say “{words}”"))
        };
        by_name
            .map(|word| format!("“{word}” in its name"))
            .or_else(by_docs)
    }

    /// The word by which an `FnOnce()` is a job to run.
    pub(super) fn job(&self, callback: &str) -> Option<&'static str> {
        const NAMES: &[&str] = &[
            "execute",
            "spawn",
            "invoke",
            "run",
            "dispatch",
            "push",
            "schedule",
            "enqueue",
            "defer",
            "exec",
            "submit_job",
            "block_on",
            "scope",
        ];
        const CALLED: &[&str] = &["job", "task", "work", "closure", "body"];
        let is_word = |word: &&&str| self.name.split('_').any(|part| part == **word);
        NAMES
            .iter()
            .find(is_word)
            .or_else(|| CALLED.iter().find(|word| callback.contains(**word)))
            .copied()
    }

    /// Who has to be at work for the callback to be called, where the docs speak of one.
    pub(super) fn driver(&self) -> Option<&'static str> {
        const SAYS: &[&str] = &[
            "main loop",
            "main context",
            "event loop",
            "mainloop",
            "`poll`",
            "::poll`",
            "dispatch()",
            "run_callbacks",
        ];
        self.first(SAYS)
    }

    /// Whether the function's name holds one of the words.
    pub(super) fn is_called(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.name.contains(word))
    }

    fn first(&self, words: &[&'static str]) -> Option<&'static str> {
        words
            .iter()
            .find(|words| self.docs.contains(**words))
            .copied()
    }
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, docs: &str) -> Evidence {
        let docs: Attribute = syn::parse_quote!(#[doc = #docs]);
        Evidence::of(name, &[docs])
    }

    #[test]
    fn docs_over_several_lines_are_read_as_one() {
        let attrs: Vec<Attribute> = vec![
            syn::parse_quote!(#[doc = " Called"]),
            syn::parse_quote!(#[doc = " once."]),
        ];
        assert_eq!(Evidence::of("f", &attrs).once(), Some("called once"));
    }

    #[test]
    fn what_may_come_many_times_does_not_come_once() {
        assert!(of("f", "It is called once.").once().is_some());
        assert!(
            of("f", "It may be called once, or many times.")
                .once()
                .is_none()
        );
    }

    #[test]
    fn once_for_each_of_many_is_not_once() {
        for docs in [
            "Called exactly once for each header.",
            "It is called once per frame.",
            "It is called once every second.",
            "It must be called once, before all else.",
            "This can only be called once.",
        ] {
            assert_eq!(of("f", docs).once(), None, "{docs}");
        }
        assert!(of("f", "`f` will be called once.").once().is_some());
    }

    #[test]
    fn what_is_registered_is_told_by_the_name() {
        for name in [
            "set_error_callback",
            "on_close",
            "add_filter",
            "set_sort_func",
        ] {
            assert!(of(name, "").registers(), "{name}");
        }
        for name in ["eval_with_callback", "set_default_sink", "fetch"] {
            assert!(!of(name, "").registers(), "{name}");
        }
    }

    #[test]
    fn a_job_is_told_by_a_whole_word() {
        assert_eq!(of("run_on_main_thread", "").job("f"), Some("run"));
        assert_eq!(of("set_truncate", "").job("f"), None);
        assert_eq!(of("submit", "").job("job"), Some("job"));
    }

    #[test]
    fn a_completion_is_told_by_a_name_or_by_the_docs() {
        assert!(of("on_submitted_work_done", "").completion("f").is_some());
        assert!(of("submit", "").completion("on_done").is_some());
        assert!(
            of("submit", "f is called when it is in.")
                .completion("f")
                .is_some()
        );
        assert!(of("submit", "").completion("f").is_none());
        assert!(of("if_already_abandoned", "").completion("f").is_none());
        assert!(of("on_exit", "").completion("f").is_some());
        assert!(of("connect_cancelled", "").completion("f").is_some());
        assert!(of("cancel_with", "").completion("f").is_none());
        assert!(of("run_on_main_thread", "").completion("f").is_none());
        assert!(of("request_animation_frame", "").completion("f").is_none());
    }
}
