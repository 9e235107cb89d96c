//! Unsafe code as it stands in a source file, by lines: the formatter has brought them in order.

/// A block, a function, an implementation or a trait.
pub(super) struct Unsafe {
    pub(super) line: usize,
    /// The function or implementation that it is in, or is.
    pub(super) place: String,
    /// Why it is sound, or what its caller has to see to.
    pub(super) reason: String,
    pub(super) tests: Vec<String>,
}

/// All of a file.
pub(super) fn find(text: &str) -> Vec<Unsafe> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let docs = lines.iter().map_while(|line| line.strip_prefix("//!"));
    let for_all = paragraph(docs.map(str::trim), TESTED);
    let mut place = "";
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        place = header(code).unwrap_or(place);
        if is_unsafe(code) {
            let comment = comment(&lines[..at]);
            let said = |start| paragraph(comment.iter().copied(), start);
            let reason = [said("SAFETY:"), said("# Safety")].concat();
            let tests = match said(TESTED) {
                own if own.is_empty() => &for_all,
                own => &own.clone(),
            };
            found.push(Unsafe {
                line: at + 1,
                place: place.to_owned(),
                reason: before(&reason, TESTED).trim().to_owned(),
                tests: quoted(tests),
            });
        }
    }
    found
}

const TESTED: &str = "Tested by ";

/// The function or the implementation that begins here.
fn header(code: &str) -> Option<&str> {
    const BEFORE: [&str; 5] = ["pub", "const", "async", "unsafe", "extern"];
    let mut rest = code;
    loop {
        let (word, after) = rest.split_once(' ')?;
        let is_before = |known: &str| word == known || word.starts_with(&format!("{known}("));
        if word == "fn" || word == "impl" || word.starts_with("impl<") {
            let end = rest.find(['(', '{']).unwrap_or(rest.len());
            return Some(rest[..end].trim());
        }
        if !word.starts_with('"') && !BEFORE.into_iter().any(is_before) {
            return None;
        }
        rest = after;
    }
}

/// Whether unsafe code begins here, in contrast to a type or a token of that name.
fn is_unsafe(code: &str) -> bool {
    // In what the macro writes, a promise that the user has made.
    if code.contains("#unsafety impl") {
        return true;
    }
    let is_name = |c: char| c.is_alphanumeric() || "_\"`[".contains(c);
    code.match_indices("unsafe").any(|(at, word)| {
        let begins = !code[..at].ends_with(is_name);
        let rest = code[at + word.len()..].trim_start();
        let is_extern =
            rest.starts_with("extern ") && rest.contains("\" fn ") && rest.contains('{');
        let words = ["{", "fn ", "impl ", "impl<", "trait "];
        begins && (is_extern || words.iter().any(|word| rest.starts_with(word)))
    })
}

/// The comment above, and above the attributes and what else belongs to the statement.
fn comment<'a>(above: &[&'a str]) -> Vec<&'a str> {
    let belongs = |line: &&&str| {
        let ends = [";", "}", "{", "},"].iter().any(|end| line.ends_with(end));
        !line.is_empty() && (line.starts_with("//") || !ends)
    };
    let lines: Vec<_> = above.iter().rev().take_while(belongs).collect();
    let comments = lines
        .into_iter()
        .rev()
        .filter(|line| line.starts_with("//"));
    comments
        .map(|line| line.trim_start_matches('/').trim())
        .collect()
}

/// The text from `start` to the next line without any.
fn paragraph<'a>(lines: impl Iterator<Item = &'a str>, start: &str) -> String {
    let mut lines = lines.skip_while(|line| !line.contains(start)).peekable();
    let first = lines.next().and_then(|line| line.split_once(start));
    let first = first.map_or("", |(_, rest)| rest.trim());
    let rest = lines.skip_while(|line| first.is_empty() && line.is_empty());
    let rest = rest.take_while(|line| !line.is_empty());
    let text: Vec<_> = std::iter::once(first).chain(rest).collect();
    text.join(" ").trim().to_owned()
}

fn before<'a>(text: &'a str, word: &str) -> &'a str {
    text.split(word).next().unwrap_or_default()
}

/// The names in backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}
