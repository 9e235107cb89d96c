//! The words of the grammar, as lists: for suggestions.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

/// Words that stand alone in `#[asyncify(..)]`.
pub(crate) const FLAGS: &[&str] = &[
    "once", "stream", "frames", "feed", "blocking", "context", "callback", "listener", "keep",
    "local", "skip",
];

/// Words that take a value in `#[asyncify(..)]`.
pub(crate) const SETTINGS: &[&str] = &[
    "name",
    "ext",
    "path",
    "buffer",
    "silence",
    "underrun",
    "overflow",
    "wake",
    "cancel",
    "start",
    "error",
    "abandoned",
    "wrapper",
    "portal",
    "crate",
];

/// Words that are tried where a callback is one of C.
pub(crate) const OF_C: &[&str] = &["extern", "abi", "ffi", "c", "C"];

pub(crate) const OVERFLOWS: &[&str] =
    &["unbounded", "drop_newest", "drop_oldest", "latest", "block"];

pub(crate) const WAKES: &[&str] = &["direct", "every", "tick"];

pub(crate) const UNDERRUNS: &[&str] = &["silence", "partial", "block"];

/// The compiler's own attributes, which may stand on a parameter too.
pub(crate) const BUILT_IN: &[&str] = &[
    "allow", "warn", "deny", "forbid", "expect", "cfg", "cfg_attr",
];

/// Attributes on a parameter.
pub(crate) const MARKS: &[&str] = &[
    "item",
    "error",
    "end",
    "progress",
    "skip",
    "map",
    "shape",
    "reply",
    "end_if",
    "ok_if",
    "user_data",
    "destroy",
];

/// What may stand behind the first word of `#[reply(..)]`.
pub(crate) const REPLY: &[&str] = &["closed", "timeout", "default"];

/// `", did you mean `x`?"` when a word of `list` is close to `word`, or begins with it.
pub(crate) fn did_you_mean(word: &str, list: &[&str]) -> String {
    let begins = |known: &&&str| word.len() > 2 && known.starts_with(word);
    let mut near = list.iter().find(begins).map(|known| (0, *known));
    for known in list {
        let distance = distance(&plain(word), &plain(known));
        let nearer = near.is_none_or(|near| (distance, *known) < near);
        if distance <= 2 && distance < known.len() && nearer {
            near = Some((distance, *known));
        }
    }
    match near {
        Some((_, known)) => format!(", did you mean `{known}`?"),
        None => String::new(),
    }
}

/// Has an editor complete a word that is none, or none yet, by those that the runtime has of that list.
/// It is a name to be completed for rust-analyzer, in front of the message: where that comes to
/// stand depends on how long the word is. To the compiler it is nothing.
pub(crate) fn completed(list: &str, word: &Ident) -> TokenStream {
    let list = Ident::new(list, Span::call_site());
    quote! {
        #[allow(unexpected_cfgs)]
        const _: () = {
            #[cfg(rust_analyzer)]
            use ::asyncify::__private::words::#list::#word;
        };
    }
}

/// The same in `DropOldest` and `drop_oldest`.
fn plain(word: &str) -> String {
    word.replace('_', "").to_lowercase()
}

/// `` `a`, `b`, `c` ``
pub(crate) fn listed(words: &[&str]) -> String {
    format!("`{}`", words.join("`, `"))
}

/// The Levenshtein distance, by the usual one-row table.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_suggested_and_a_far_one_is_not() {
        assert_eq!(did_you_mean("strem", FLAGS), ", did you mean `stream`?");
        assert_eq!(did_you_mean("elephant", FLAGS), "");
        assert_eq!(did_you_mean("err", MARKS), ", did you mean `error`?");
        let meant = did_you_mean("DropOldest", OVERFLOWS);
        assert_eq!(meant, ", did you mean `drop_oldest`?");
    }
}
