//! Files as text, and as syntax; and one line for what is wrong with them.

use std::path::Path;
use std::{env, fs};

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};

/// How many brackets may stand in each other, those of generics among them, and how many operators
/// before one operand, as in `&&u8`. Each takes its part of
/// the stack in everything that follows; nobody writes, and hardly a macro makes, as many.
const NESTED: usize = 1_200;

/// A path as a reader knows it: from the current directory on, if it is below that.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.display().to_string()
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    let shown = shown(path);
    let bytes = fs::read(path).map_err(|error| format!("{shown} can't be read: {error}"))?;
    String::from_utf8(bytes).map_err(|_| format!("{shown} is no text in UTF-8"))
}

/// The text of a file, parsed.
pub(crate) fn parse(path: &Path, text: &str) -> Result<syn::File, String> {
    let parsed = match nested_too_deeply(text) {
        Some(place) => Err(syn::Error::new(
            place,
            "too many brackets or operators in each other",
        )),
        None => syn::parse_file(text),
    };
    parsed.map_err(|error| {
        let at = error.span().start();
        let (line, column) = (at.line, at.column + 1);
        let reason = match error.to_string() {
            // The lexer's only message.
            text if text == "cannot parse string into token stream" => {
                String::from("a bracket or a quote without its other, or no token at all")
            }
            text => text,
        };
        let shown = shown(path);
        format!("{shown}:{line}:{column}: no Rust that can be parsed: {reason}")
    })
}

/// Where brackets stand in each other too deeply to be parsed.
fn nested_too_deeply(text: &str) -> Option<Span> {
    // Most texts need not be looked at twice: quotes and comments count here, too.
    let (mut depth, mut operators, mut deepest) = (0_usize, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            b'&' | b'*' | b'!' | b'-' | b'|' => operators += 1,
            b',' | b';' => operators = 0,
            _ => {}
        }
        deepest = deepest.max(depth + operators);
    }
    if deepest <= NESTED {
        return None;
    }
    in_tokens(text.parse().ok()?, 0)
}

fn in_tokens(tokens: TokenStream, depth: usize) -> Option<Span> {
    // How many angle brackets are open: of generics, as far as a `,` or a `;` can tell.
    let mut angles = 0_usize;
    // And how many operators are without their operand.
    let mut operators = 0_usize;
    let mut is_arrow = false;
    for tree in tokens {
        let is_dash = matches!(&tree, TokenTree::Punct(it)
            if matches!(it.as_char(), '-' | '=') && it.spacing() == Spacing::Joint);
        match &tree {
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => angles += 1,
                '>' if !is_arrow => angles = angles.saturating_sub(1),
                ',' | ';' => (angles, operators) = (0, 0),
                _ => operators += 1,
            },
            // `*const *mut u8`
            TokenTree::Ident(word) if word == "const" || word == "mut" => {}
            TokenTree::Ident(_) | TokenTree::Literal(_) => operators = 0,
            TokenTree::Group(_) => {}
        }
        is_arrow = is_dash;
        if depth + angles + operators > NESTED {
            return Some(tree.span());
        }
        if let TokenTree::Group(group) = tree {
            let inside = in_tokens(group.stream(), depth + angles + operators + 1);
            if inside.is_some() {
                return inside;
            }
            operators = 0;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{NESTED, parse};

    #[test]
    fn comparisons_and_texts_are_no_brackets() {
        let shifts = "1<<2, ".repeat(NESTED);
        let text = "(".repeat(NESTED + 1);
        let docs = "/// - A - line -\n".repeat(NESTED);
        let text = format!("{docs} const A: &[u8] = &[{shifts}]; const B: &str = {text:?};");
        assert!(parse(Path::new("a.rs"), &text).is_ok());
    }
}
