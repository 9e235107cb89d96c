//! Absolute paths among tokens.

use proc_macro2::{Group, Ident, Spacing, Span, TokenStream, TokenTree};

/// What a path starts with that is no crate's name.
pub(crate) const LOCAL: [&str; 3] = ["crate", "self", "super"];

/// What a path goes on after, though it is a word.
const KEYWORDS: [&str; 12] = [
    "as", "const", "dyn", "else", "for", "if", "impl", "in", "move", "mut", "return", "where",
];

pub(crate) enum Found<'a> {
    /// An absolute path, up to the item: `::std::task::Poll::Ready` is one to `Poll`; and where it
    /// is written.
    Path(&'a [String], Span),
    /// A name that is looked up where it stands.
    Word(&'a Ident),
}

/// Whether a token of an expansion is from the text that the macro was given. What it adds, such as
/// `::std::sync::Arc::new`, stands nowhere.
pub(crate) fn is_in_text(span: Span) -> bool {
    !span.byte_range().is_empty()
}

/// Tells what is found, and puts a name in place of it where it is given one.
pub(crate) fn walk(
    tokens: TokenStream,
    visit: &mut dyn FnMut(Found<'_>) -> Option<String>,
) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut written = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !is_continued(&tokens[..at])
            && let Some((path, span, next)) = absolute(&tokens, at)
        {
            match visit(Found::Path(&path, span)) {
                Some(name) => written.push(TokenTree::Ident(Ident::new(&name, span))),
                None => written.extend(tokens[at..next].iter().cloned()),
            }
            at = next;
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(group) => {
                let mut walked = Group::new(group.delimiter(), walk(group.stream(), visit));
                walked.set_span(group.span());
                written.push(TokenTree::Group(walked));
            }
            token => {
                let name = match token {
                    TokenTree::Ident(word) if is_looked_up(&tokens[..at]) => {
                        let name = visit(Found::Word(word));
                        name.map(|name| TokenTree::Ident(Ident::new(&name, word.span())))
                    }
                    _ => None,
                };
                written.push(name.unwrap_or_else(|| token.clone()));
            }
        }
        at += 1;
    }
    written.into_iter().collect()
}

/// Whether a `::` after these tokens goes on with a path.
fn is_continued(before: &[TokenTree]) -> bool {
    match before.last() {
        Some(TokenTree::Ident(word)) => !KEYWORDS.contains(&word.to_string().as_str()),
        Some(TokenTree::Punct(it)) if it.as_char() == '>' => {
            !ends_with(before, "->") && !ends_with(before, "=>") && !ends_with_generics(before)
        }
        // The module that a macro is told must stay what it is.
        Some(TokenTree::Punct(it)) if it.as_char() == '=' => {
            let name = before.len().checked_sub(2).map(|at| &before[at]);
            matches!(name, Some(TokenTree::Ident(name)) if *name == "path" || *name == "crate")
        }
        _ => false,
    }
}

/// Whether these tokens end with the generics of an `impl`: a type comes next.
fn ends_with_generics(tokens: &[TokenTree]) -> bool {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().rev() {
        match token {
            TokenTree::Punct(it) if it.as_char() == '>' && !ends_with(&tokens[..=at], "->") => {
                depth += 1;
            }
            TokenTree::Punct(it) if it.as_char() == '<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let before = at.checked_sub(1).map(|at| &tokens[at]);
            return matches!(before, Some(TokenTree::Ident(word)) if word == "impl");
        }
    }
    false
}

/// Whether a name after these tokens is no part of a path, nor of a value.
fn is_looked_up(before: &[TokenTree]) -> bool {
    !ends_with(before, "::") && !ends_with(before, ".")
}

fn ends_with(tokens: &[TokenTree], punctuation: &str) -> bool {
    let mut before = tokens.iter().rev();
    punctuation.chars().rev().all(
        |expected| matches!(before.next(), Some(TokenTree::Punct(it)) if it.as_char() == expected),
    )
}

/// The absolute path that starts here, up to its item, and where it ends.
fn absolute(tokens: &[TokenTree], start: usize) -> Option<(Vec<String>, Span, usize)> {
    let (mut path, mut span, mut at) = (Vec::new(), None, start);
    // A path of one's own crate starts with a word.
    if let TokenTree::Ident(word) = &tokens[start]
        && LOCAL.iter().any(|local| word == local)
        && !ends_with(&tokens[..start], "::")
        && matches!(tokens.get(start + 1), Some(TokenTree::Punct(it)) if it.as_char() == ':')
    {
        path.push(word.to_string());
        at += 1;
    }
    while let [
        TokenTree::Punct(first),
        TokenTree::Punct(second),
        TokenTree::Ident(word),
        ..,
    ] = &tokens[at..]
        && first.as_char() == ':'
        && first.spacing() == Spacing::Joint
        && second.as_char() == ':'
    {
        path.push(word.to_string());
        span = Some(word.span());
        at += 3;
        if word.to_string().starts_with(char::is_uppercase) {
            break;
        }
    }
    Some((path, span?, at))
}
