//! How deep a declaration is nested: syntax is read by recursion, and a stack has an end.
//!
//! The compiler reads some thousand levels of the item itself. What stands in an attribute it passes
//! on as tokens, however many these are.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::codes::Code;
use crate::types::is_punct;

/// As deep as the compiler lets macros go, by default. A level may take 30 kB of the stack where the
/// macro is built without optimisation.
const LIMIT: usize = 128;

/// The mistake, if there are more levels than can be read.
pub(crate) fn check(tokens: &TokenStream) -> syn::Result<()> {
    let too_deep = |span| {
        let message = format!(
            "this is nested more than {LIMIT} levels deep: give a part of it a name, as `type` does, \
             or a function"
        );
        Err(Code::SYNTAX.on(span, &message))
    };
    let top = Levels::default();
    top.walk(tokens.clone()).map_or(Ok(()), too_deep)
}

/// The levels at one place, at most: what is around it, and the operators and brackets before it,
/// each of which may have all that follows as its operand.
#[derive(Default)]
struct Levels {
    around: usize,
    /// Since the last comma.
    operators: usize,
    /// What commas do not end: generics that are open, and closures.
    brackets: usize,
    /// How many these were behind each `<<` that opened two, and whose second is still open.
    doubled: Vec<usize>,
    /// Whether it is a body, which is passed on as it is.
    is_body: bool,
}

impl Levels {
    /// The first place that is too deep.
    fn walk(mut self, tokens: TokenStream) -> Option<Span> {
        let (mut last, mut is_function) = (None, false);
        // How many have just been opened.
        let mut angles = 0;
        for tree in tokens {
            let opened = std::mem::take(&mut angles);
            match &tree {
                TokenTree::Ident(_) => {
                    if let Some(TokenTree::Ident(before)) = &last {
                        is_function |= before == "fn";
                        self.operators += 1;
                    }
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    ',' => {
                        self.operators = 0;
                        // No comma stands right inside of the second: it was a shift.
                        while self.doubled.last() == Some(&self.brackets) {
                            self.undouble();
                        }
                    }
                    ';' => {
                        is_function = false;
                        self.end();
                    }
                    '<' if ends_operand(&last) || is_punct(last.as_ref(), '<') && opened == 0 => {
                        self.operators += 1;
                    }
                    '<' => {
                        angles = opened + 1;
                        self.brackets += 1;
                        if angles == 2 {
                            self.doubled.push(self.brackets);
                        }
                    }
                    '|' if ends_operand(&last) || is_name(&last) => self.operators += 1,
                    '|' => self.brackets += 1,
                    '>' if !is_punct(last.as_ref(), '-') && !is_punct(last.as_ref(), '=') => {
                        self.brackets = self.brackets.saturating_sub(1);
                        self.doubled.retain(|at| *at <= self.brackets);
                    }
                    // Of attributes, lifetimes and paths.
                    '#' | '\'' | ':' => {}
                    _ => self.operators += 1,
                },
                TokenTree::Group(group) => {
                    let is_block = group.delimiter() == Delimiter::Brace;
                    let inside = Levels {
                        around: self.count() + 1,
                        is_body: self.is_body || is_block && is_function,
                        ..Levels::default()
                    };
                    if inside.around > LIMIT {
                        return Some(group.span_open());
                    }
                    if let Some(span) = inside.walk(group.stream()) {
                        return Some(span);
                    }
                    if is_block {
                        is_function = false;
                        self.end();
                    }
                }
                // What seemed to open generics were a shift.
                TokenTree::Literal(_) if opened > 1 => {
                    self.undouble();
                    self.operators += 1;
                }
                TokenTree::Literal(_) => {}
            }
            if self.count() > LIMIT {
                return Some(tree.span());
            }
            last = Some(tree);
        }
        None
    }

    fn count(&self) -> usize {
        match self.is_body {
            true => self.around,
            false => self.around + self.operators + self.brackets,
        }
    }

    fn end(&mut self) {
        (self.operators, self.brackets) = (0, 0);
        self.doubled.clear();
    }

    /// Takes back the last `<<`.
    fn undouble(&mut self) {
        self.brackets = self.brackets.saturating_sub(2);
        self.doubled.pop();
    }
}

/// Whether what follows is between two operands, and begins neither generics nor a closure.
fn ends_operand(tree: &Option<TokenTree>) -> bool {
    match tree {
        Some(TokenTree::Literal(_)) => true,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

/// Whether it is an identifier that is no keyword.
fn is_name(tree: &Option<TokenTree>) -> bool {
    match tree {
        Some(TokenTree::Ident(ident)) => syn::parse_str::<Ident>(&ident.to_string()).is_ok(),
        _ => false,
    }
}
