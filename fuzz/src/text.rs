//! Text to tokens, and back.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// Deeper nesting than this is made flat: the compiler has limits of its own.
const DEEPEST: usize = 40;

/// The brackets; the last are those that cannot be seen, which `macro_rules` put around what it
/// inserts.
const BRACKETS: [(&str, &str, Delimiter); 4] = [
    ("(", ")", Delimiter::Parenthesis),
    ("[", "]", Delimiter::Bracket),
    ("{", "}", Delimiter::Brace),
    ("«", "»", Delimiter::None),
];

/// What must stand together to mean what it does.
const OPERATORS: [&str; 17] = [
    "..=", "...", "->", "=>", "::", "..", "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=",
    "|=", "^=",
];

/// The arguments of the attribute, and the item.
pub(crate) fn parts(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// The text as it is kept: two lines, with the same tokens.
pub fn canonical(text: &str) -> String {
    let (args, item) = parts(text);
    write(tokens(args), tokens(item))
}

/// The text of an input.
pub fn write(args: TokenStream, item: TokenStream) -> String {
    format!("{}\n{}\n", join(&atoms(args)), join(&atoms(item)))
}

pub(crate) fn join(atoms: &[String]) -> String {
    atoms.join(" ")
}

pub(crate) fn delimiter(atom: &str) -> Option<Delimiter> {
    let opens = |(open, ..): &&(&str, &str, _)| *open == atom;
    BRACKETS.iter().find(opens).map(|bracket| bracket.2)
}

/// The text as tokens.
pub(crate) fn tokens(text: &str) -> TokenStream {
    let mut open = vec![(Delimiter::None, TokenStream::new())];
    let close = |open: &mut Vec<(Delimiter, TokenStream)>| {
        let (delimiter, inner) = open.pop()?;
        let group = TokenTree::Group(Group::new(delimiter, inner));
        open.last_mut()?.1.extend([group]);
        Some(())
    };
    for piece in pieces(text) {
        if let Some(delimiter) = delimiter(piece) {
            if open.len() < DEEPEST {
                open.push((delimiter, TokenStream::new()));
            }
        } else if BRACKETS.iter().any(|bracket| bracket.1 == piece) {
            if open.len() > 1 {
                close(&mut open);
            }
        } else if let Ok(tokens) = TokenStream::from_str(piece) {
            let (_, innermost) = open.last_mut().expect("the outermost is never closed");
            innermost.extend(tokens);
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.remove(0).1
}

/// The text, cut at blanks and around brackets.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_bracket = |c: char| "()[]{}«»".contains(c);
    text.split_whitespace().flat_map(move |word| {
        word.split_inclusive(is_bracket)
            .flat_map(move |part| match part.char_indices().last() {
                Some((at, last)) if is_bracket(last) => [&part[..at], &part[at..]],
                _ => [part, ""],
            })
            .filter(|piece| !piece.is_empty())
    })
}

/// The tokens as the words they are written with.
pub(crate) fn atoms(tokens: TokenStream) -> Vec<String> {
    let mut atoms = Vec::new();
    collect(tokens, &mut atoms);
    atoms
}

fn collect(tokens: TokenStream, atoms: &mut Vec<String>) {
    let mut joined = String::new();
    for tree in tokens {
        match tree {
            TokenTree::Punct(punct) => {
                joined.push(punct.as_char());
                if punct.spacing() == Spacing::Alone {
                    split(&joined, atoms);
                    joined.clear();
                }
                continue;
            }
            TokenTree::Ident(ident) => atoms.push(format!("{joined}{ident}")),
            TokenTree::Literal(literal) => atoms.push(plain(literal.to_string())),
            TokenTree::Group(group) => {
                let is = |bracket: &&(_, _, Delimiter)| bracket.2 == group.delimiter();
                let found = BRACKETS.iter().find(is);
                let (open, close, _) = found.expect("every delimiter is listed");
                atoms.push((*open).to_owned());
                collect(group.stream(), atoms);
                atoms.push((*close).to_owned());
            }
        }
        joined.clear();
    }
}

/// Operators that stand without a blank between them.
fn split(mut joined: &str, atoms: &mut Vec<String>) {
    while let Some(first) = joined.chars().next() {
        let operator = OPERATORS.iter().find(|known| joined.starts_with(**known));
        let length = operator.map_or(first.len_utf8(), |known| known.len());
        atoms.push(joined[..length].to_owned());
        joined = &joined[length..];
    }
}

/// A literal without what would cut it apart; nobody reads what it says.
fn plain(literal: String) -> String {
    let cuts = |c: char| c.is_whitespace() || "()[]{}«»".contains(c);
    if literal.contains(cuts) {
        return "\"text\"".to_owned();
    }
    literal
}
