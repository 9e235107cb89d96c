//! How often C calls back: a function pointer does not tell, names and documentation may.

use super::callback::{Arg, Callback, Initiator};
use super::header::words;
use crate::syntax::docs;

/// What speaks for a shape.
pub(super) enum Calls {
    /// One of the words of `#[asyncify(..)]`, and why.
    Known(&'static str, String),
    /// The word to propose, and what is to be decided.
    Unknown(&'static str, String),
    /// Only before the function returns.
    During(String),
}

/// Functions that call back while they run.
const VISITORS: &[&str] = &["enumerate", "exec", "foreach", "iterate", "sort", "walk"];
/// What is set or added, and calls back until it is removed.
const LASTING: &[&str] = &[
    "handler",
    "hook",
    "listen",
    "listener",
    "monitor",
    "observe",
    "observer",
    "subscribe",
    "trace",
    "watch",
];
/// What is asked for, and answered.
const ANSWERED: &[&str] = &[
    "fetch",
    "get",
    "getaddrinfo",
    "gethostbyaddr",
    "gethostbyname",
    "getnameinfo",
    "lookup",
    "once",
    "query",
    "request",
    "resolve",
    "search",
];
const MANY_IN_DOCS: &[&str] = &[
    "continuously",
    "each time",
    "every time",
    "periodically",
    "repeatedly",
    "whenever",
];
const ONCE_IN_DOCS: &[&str] = &[
    "called once",
    "exactly once",
    "invoked once",
    "is complete",
    "on completion",
    "upon completion",
    "when complete",
    "when done",
    "when it completes",
    "when it is done",
    "when the operation",
];

/// How often the callback is called.
pub(super) fn calls(initiator: &Initiator<'_>, callback: &Callback) -> Calls {
    let name = initiator.function.sig.ident.to_string();
    let of_name = words(&name);
    let has = |words: &[&str]| {
        of_name
            .iter()
            .find(|word| words.contains(&word.as_str()))
            .cloned()
    };
    let arg = |names: &[&str]| {
        callback.args.iter().find(|arg| {
            words(&arg.name)
                .iter()
                .any(|word| names.contains(&word.as_str()))
        })
    };
    let alias = callback.pointer.alias.clone().unwrap_or_default();
    if arg(&["eol"]).is_some() {
        return Calls::Known(
            "stream",
            String::from("its argument `eol` tells the end of a list"),
        );
    }
    if arg(&["frame", "frames", "nframes", "samples"]).is_some() {
        return Calls::Unknown(
            "frames",
            String::from(
                "samples in real time: `frames` takes them, `feed` gives them; say the type of a \
                 sample",
            ),
        );
    }
    if of_name.last().is_some_and(|last| last == "async") {
        return Calls::Known("once", String::from("its name ends in `async`"));
    }
    if let Some(word) =
        has(VISITORS).or_else(|| name.contains("for_each").then(|| String::from("for_each")))
    {
        return Calls::During(word);
    }
    let sets = of_name.iter().any(|word| word == "set")
        && of_name
            .iter()
            .any(|word| ["callback", "cb", "func", "function", "notify"].contains(&word.as_str()));
    if sets {
        return Calls::Known("stream", String::from("it sets a callback"));
    }
    if let Some(success) = words(&alias)
        .iter()
        .chain(arg(&["success"]).map(|arg| &arg.name))
        .find(|word| *word == "success")
    {
        return Calls::Known("once", format!("it tells of `{success}`"));
    }
    if let Some(word) = has(LASTING) {
        return Calls::Known("stream", format!("`{word}` in its name"));
    }
    // What answers is asked, perhaps often: a result needs no answer.
    if let (Some(word), None) = (has(ANSWERED), &callback.output) {
        return Calls::Known("once", format!("`{word}` in its name"));
    }
    by_docs(
        callback,
        &format!(
            "{}\n{}",
            docs(&initiator.function.attrs),
            callback.pointer.docs
        ),
    )
}

fn by_docs(callback: &Callback, text: &str) -> Calls {
    let text = text.to_lowercase().replace('\n', " ");
    let said = |phrases: &[&'static str]| {
        phrases
            .iter()
            .copied()
            .find(|phrase| text.contains(*phrase))
    };
    match (said(MANY_IN_DOCS), said(ONCE_IN_DOCS)) {
        (Some(phrase), None) => {
            Calls::Known("stream", format!("its documentation says \"{phrase}\""))
        }
        (None, Some(phrase)) => {
            Calls::Known("once", format!("its documentation says \"{phrase}\""))
        }
        _ => {
            let is_answer = |arg: &Arg| arg.name == "status" || arg.name == "error";
            let word = match callback.args.iter().any(is_answer) {
                true => "once",
                false => "stream",
            };
            Calls::Unknown(
                word,
                String::from("how often does it call back? Say `once` or `stream`"),
            )
        }
    }
}
