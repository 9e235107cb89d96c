//! Functions' bodies are most of a crate, and say nothing of how it is called: they are left out
//! before the text is parsed, which takes several times as long otherwise.

/// The text with all bodies of functions empty; what is left keeps its lines and columns.
///
/// Those in definitions of macros stay: what repeats in them is told by the names in them.
/// Text that is no Rust comes out as some other text that is none.
pub(crate) fn without(text: &str) -> String {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
    };
    // Of a script, whose first line would be read as an attribute with odd quotes.
    if text.starts_with("#!") && !text.starts_with("#![") {
        scanner.at = text.find('\n').unwrap_or(text.len());
    }
    let mut output = String::with_capacity(text.len());
    let mut copied = 0;
    while let Some(token) = scanner.next() {
        if token == Token::MacroRules {
            scanner.definition();
        }
        if token != Token::Fn || !scanner.is_name_next() {
            continue;
        }
        if let Some((open, close)) = scanner.body() {
            output.push_str(&text[copied..=open]);
            push_blank(&mut output, &text[open + 1..close]);
            copied = close;
        }
    }
    output.push_str(&text[copied..]);
    output
}

/// As many lines and columns as the text takes.
fn push_blank(output: &mut String, text: &str) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    output.extend(text.matches('\n'));
    output.extend(last.chars().map(|_| ' '));
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Fn,
    MacroRules,
    Name,
    /// Of white space, comments and literals nothing matters here.
    Skipped,
    Punct(u8),
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// Whether a function's name follows: `fn` without one is a type.
    fn is_name_next(&self) -> bool {
        let mut ahead = Scanner {
            bytes: self.bytes,
            at: self.at,
        };
        loop {
            match ahead.next() {
                Some(Token::Skipped) => {}
                Some(Token::Name) => return true,
                _ => return false,
            }
        }
    }

    /// Goes to the end of a function; where its braces are, if it has a body that ends.
    fn body(&mut self) -> Option<(usize, usize)> {
        let (mut groups, mut angles) = (0usize, 0usize);
        while let Some(token) = self.next() {
            let Token::Punct(punct) = token else {
                continue;
            };
            match punct {
                b'(' | b'[' => groups += 1,
                b')' | b']' => groups = groups.checked_sub(1)?,
                b'-' if self.bytes.get(self.at) == Some(&b'>') => self.at += 1,
                b'<' if groups == 0 => angles += 1,
                b'>' if groups == 0 => angles = angles.saturating_sub(1),
                b';' if groups == 0 => return None,
                b'}' => return None,
                b'{' => {
                    let open = self.at - 1;
                    let close = self.close(b'{', b'}')?;
                    // A brace within others is an argument: `Buffer<{ SIZE }>`.
                    if groups == 0 && angles == 0 {
                        return Some((open, close));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Goes to the end of a macro's definition, or to where it is none.
    fn definition(&mut self) {
        while let Some(token) = self.next() {
            let (opening, closing) = match token {
                Token::Punct(b'{') => (b'{', b'}'),
                Token::Punct(b'(') => (b'(', b')'),
                Token::Punct(b'[') => (b'[', b']'),
                Token::Punct(b'!') | Token::Name | Token::Skipped => continue,
                _ => return,
            };
            self.close(opening, closing);
            return;
        }
    }

    /// Goes past the bracket that closes the one before; where it is.
    fn close(&mut self, opening: u8, closing: u8) -> Option<usize> {
        let mut depth = 1;
        while let Some(token) = self.next() {
            if token == Token::Punct(opening) {
                depth += 1;
            } else if token == Token::Punct(closing) {
                depth -= 1;
            }
            if depth == 0 {
                return Some(self.at - 1);
            }
        }
        None
    }

    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let byte = *self.bytes.get(start)?;
        self.at += 1;
        Some(match byte {
            b'/' if self.peek() == Some(b'/') => {
                self.until(|byte| byte == b'\n');
                Token::Skipped
            }
            b'/' if self.peek() == Some(b'*') => {
                self.at += 1;
                self.comment();
                Token::Skipped
            }
            b'"' => {
                self.string();
                Token::Skipped
            }
            b'\'' => {
                self.character();
                Token::Skipped
            }
            _ if is_name(byte) => {
                self.until(|byte| !is_name(byte));
                self.name(start)
            }
            _ if byte.is_ascii_whitespace() => {
                self.until(|byte| !byte.is_ascii_whitespace());
                Token::Skipped
            }
            _ => Token::Punct(byte),
        })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn until(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = self.bytes[self.at..].iter();
        self.at += rest.take_while(|byte| !ends(**byte)).count();
    }

    /// A word, or the literal that it is the prefix of.
    fn name(&mut self, start: usize) -> Token {
        match (&self.bytes[start..self.at], self.peek()) {
            (b"b" | b"c", Some(b'"')) => {
                self.at += 1;
                self.string();
            }
            (b"b", Some(b'\'')) => {
                self.at += 1;
                self.character();
            }
            (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => return self.raw(),
            (b"fn", _) => return Token::Fn,
            (b"macro_rules", _) => return Token::MacroRules,
            (word, _) if word[0].is_ascii_digit() => {}
            _ => return Token::Name,
        }
        Token::Skipped
    }

    /// `"text"` or `#"text"#`, of a raw string; or else `#name`.
    fn raw(&mut self) -> Token {
        let start = self.at;
        self.until(|byte| byte != b'#');
        let hashes = self.at - start;
        if self.peek() != Some(b'"') {
            self.until(|byte| !is_name(byte));
            return Token::Name;
        }
        self.at += 1;
        loop {
            self.until(|byte| byte == b'"');
            self.at = (self.at + 1).min(self.bytes.len());
            let rest = &self.bytes[self.at..];
            if rest.iter().take(hashes).all(|byte| *byte == b'#') {
                self.at += hashes.min(rest.len());
                return Token::Skipped;
            }
        }
    }

    fn string(&mut self) {
        loop {
            self.until(|byte| matches!(byte, b'"' | b'\\'));
            match self.peek() {
                Some(b'\\') => self.at = (self.at + 2).min(self.bytes.len()),
                Some(_) => {
                    self.at += 1;
                    return;
                }
                None => return,
            }
        }
    }

    /// A character's literal, or a lifetime.
    fn character(&mut self) {
        let rest = &self.bytes[self.at..];
        match rest.first() {
            Some(b'\\') => {
                self.at = (self.at + 2).min(self.bytes.len());
                self.until(|byte| byte == b'\'');
                self.at = (self.at + 1).min(self.bytes.len());
            }
            Some(first) => {
                let width = match first {
                    0xf0.. => 4,
                    0xe0.. => 3,
                    0xc0.. => 2,
                    _ => 1,
                };
                if rest.get(width) == Some(&b'\'') {
                    self.at += width + 1;
                }
            }
            None => {}
        }
    }

    /// The rest of a comment, in which others may be.
    fn comment(&mut self) {
        let mut depth = 1;
        while depth > 0 && self.at < self.bytes.len() {
            match self.bytes[self.at..] {
                [b'/', b'*', ..] => {
                    depth += 1;
                    self.at += 2;
                }
                [b'*', b'/', ..] => {
                    depth -= 1;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn only_bodies_are_left_out() {
        let text = r##"
            const A: [u8; { 3 }] = { [b'{', b'\''] };
            fn named<const N: usize>(f: fn(u8) -> u8) -> Buffer<{ N + 1 }> where Buffer<{ N }>: 'static { " } " }
            trait T { fn a(&self) -> fn(); fn r#b(&self) -> Vec<u8> { r#"}"# ; '}' } }
            type F = fn() -> (); struct S { f: fn() }
            // fn comment() { 1 }
            macro_rules! m { (fn $name:ident() $body:block) => { fn name() { $body } } }
            macro_rules! n (() => { fn name() { 1 } }; ("(") => { fn name() { 1 } });
            m! { fn called() { 2 } }
        "##;
        let expected = text
            .replace(r#"{ " } " }"#, "{       }")
            .replace(r##"{ r#"}"# ; '}' }"##, "{              }")
            .replace("{ 2 }", "{   }");
        assert_eq!(without(text), expected);
    }

    #[test]
    fn lines_and_columns_stay() {
        let text = "fn a() {\n  /* { /* */ } */\n} fn b() { \u{e9}\u{e9} } struct C;";
        assert_eq!(without(text), "fn a() {\n\n} fn b() {    } struct C;");
    }

    #[test]
    fn text_that_ends_too_early_stays() {
        for text in [
            "fn a() { \"",
            "fn a(",
            "fn",
            "r#\"",
            "'",
            "'\\",
            "/* fn",
            "fn a() {{ }",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
