//! Files as text, and as syntax; and one line for what is wrong with them.

use std::path::Path;
use std::{env, fs};

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};

/// How many brackets may stand in each other, those of generics among them. Each takes its part of
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
        Some(place) => Err(syn::Error::new(place, "too many brackets in each other")),
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
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest <= NESTED {
        return None;
    }
    in_tokens(text.parse().ok()?, 0)
}

fn in_tokens(tokens: TokenStream, depth: usize) -> Option<Span> {
    // How many angle brackets are open: of generics, as far as a `,` or a `;` can tell.
    let mut angles = 0_usize;
    let mut is_arrow = false;
    for tree in tokens {
        let is_dash = matches!(&tree, TokenTree::Punct(it)
            if matches!(it.as_char(), '-' | '=') && it.spacing() == Spacing::Joint);
        match &tree {
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => angles += 1,
                '>' if !is_arrow => angles = angles.saturating_sub(1),
                ',' | ';' => angles = 0,
                _ => {}
            },
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        is_arrow = is_dash;
        if depth + angles > NESTED {
            return Some(tree.span());
        }
        if let TokenTree::Group(group) = tree
            && let Some(place) = in_tokens(group.stream(), depth + angles + 1)
        {
            return Some(place);
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
        let text = format!("const A: &[u8] = &[{shifts}]; const B: &str = {text:?};");
        assert!(parse(Path::new("a.rs"), &text).is_ok());
    }
}
