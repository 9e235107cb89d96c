//! How often C calls back: a function pointer does not tell, names and documentation may.

use super::callback::{Arg, Callback, Initiator};
use crate::syntax::{docs, words};

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
    let docs = docs(&initiator.function.attrs);
    by_arguments(callback)
        .or_else(|| by_name(initiator, callback))
        .unwrap_or_else(|| by_docs(callback, &format!("{docs}\n{}", callback.pointer.docs)))
}

/// The argument with one of these words in its name.
fn argument<'a>(callback: &'a Callback, names: &[&str]) -> Option<&'a Arg> {
    let is_named = |arg: &&Arg| {
        let mut words = words(&arg.name).into_iter();
        words.any(|word| names.contains(&word.as_str()))
    };
    callback.args.iter().find(is_named)
}

fn by_arguments(callback: &Callback) -> Option<Calls> {
    if argument(callback, &["eol"]).is_some() {
        let why = "its argument `eol` tells the end of a list";
        return Some(Calls::Known("stream", why.to_owned()));
    }
    argument(callback, &["frame", "frames", "nframes", "samples"])?;
    let question = "samples in real time: `frames` takes them, `feed` gives them; say the type of a \
                    sample";
    Some(Calls::Unknown("frames", question.to_owned()))
}

fn by_name(initiator: &Initiator<'_>, callback: &Callback) -> Option<Calls> {
    let name = initiator.function.sig.ident.to_string();
    let of_name = words(&name);
    let has = |words: &[&str]| {
        let is_one = |word: &&String| words.contains(&word.as_str());
        of_name.iter().find(is_one).cloned()
    };
    if of_name.last().is_some_and(|last| last == "async") {
        let why = String::from("its name ends in `async`");
        return Some(Calls::Known("once", why));
    }
    let for_each = || name.contains("for_each").then(|| String::from("for_each"));
    if let Some(word) = has(VISITORS).or_else(for_each) {
        return Some(Calls::During(word));
    }
    let callbacks = ["callback", "cb", "func", "function", "notify"];
    if has(&["set"]).is_some() && has(&callbacks).is_some() {
        let why = String::from("it sets a callback");
        return Some(Calls::Known("stream", why));
    }
    let alias = callback.pointer.alias.as_deref().unwrap_or_default();
    let success = argument(callback, &["success"]).map(|arg| &arg.name);
    if words(alias).iter().chain(success).any(|it| it == "success") {
        let why = String::from("it tells of `success`");
        return Some(Calls::Known("once", why));
    }
    if let Some(word) = has(LASTING) {
        return Some(Calls::Known("stream", format!("`{word}` in its name")));
    }
    // What answers is asked, perhaps often: a result needs no answer.
    let answered = has(ANSWERED).filter(|_| callback.output.is_none());
    answered.map(|word| Calls::Known("once", format!("`{word}` in its name")))
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
