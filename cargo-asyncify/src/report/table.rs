//! The table for people.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{calls, shape};
use crate::Failure;
use crate::judge::shown;
use crate::model::{Callback, Declaration, Finding, PassedOn, Scanned, Verdict};
use crate::output;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const OPEN: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const PLAIN: Style = Style::new();

/// Prints it as wide as the terminal is, 80 columns elsewhere.
pub(super) fn print(scanned: &Scanned) -> Result<(), Failure> {
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    output::print(text(scanned, width.clamp(60, 160)))
}

/// The whole table, with styles.
pub(super) fn text(scanned: &Scanned, width: usize) -> String {
    let package = &scanned.package;
    let mut text = String::new();
    let findings = &scanned.findings;
    if findings.is_empty() {
        let _ = writeln!(text, "{package}: nothing takes a callback");
        perhaps(&mut text, scanned, width);
        others(&mut text, scanned, width);
        return text;
    }
    let names = findings.iter().map(|finding| parts(finding).1.len());
    let table = Table {
        width,
        name: names.max().unwrap_or(0).clamp(8, width / 3),
    };
    let mut group = None;
    let mut sorted: Vec<_> = findings.iter().collect();
    sorted.sort_by_key(|finding| parts(finding));
    for finding in sorted {
        let (of, _) = parts(finding);
        if group != Some(of) {
            let separator = if group.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{separator}{BOLD}{of}{BOLD:#}");
            group = Some(of);
        }
        table.finding(&mut text, finding);
    }
    text.push('\n');
    paragraph(&mut text, &summary(scanned), width);
    perhaps(&mut text, scanned, width);
    others(&mut text, scanned, width);
    text
}

/// The traits of which only a human can tell whether they are called back.
fn perhaps(text: &mut String, scanned: &Scanned, width: usize) {
    let Some(first) = scanned.perhaps.first() else {
        return;
    };
    let all: Vec<_> = scanned.perhaps.iter().map(|it| format!("`{it}`")).collect();
    let said = format!(
        "If {} called back: `#[asyncify(listener, path = {first})]` on a copy of the trait makes \
         events of its calls.",
        match &all[..] {
            [only] => format!("{only} is"),
            _ => format!("one of {} is", all.join(", ")),
        }
    );
    paragraph(text, &said, width);
}

/// The libraries that have more of what it shows.
fn others(text: &mut String, scanned: &Scanned, width: usize) {
    for PassedOn { package, found } in &scanned.passed_on {
        let name = &package.name;
        let version = match scanned.is_fetched {
            true => format!(" --version {}", package.version),
            false => String::new(),
        };
        let said = format!(
            "It passes on items of {package}, {found} with callbacks: `cargo asyncify scan \
             {name}{version}` lists these."
        );
        paragraph(text, &said, width);
    }
}

fn paragraph(text: &mut String, said: &str, width: usize) {
    for (at, line) in wrapped(said, width).iter().enumerate() {
        let hang = if at == 0 { "" } else { "  " };
        let _ = writeln!(text, "{hang}{line}");
    }
}

/// What it is grouped by, and its name.
fn parts(finding: &Finding) -> (&str, &str) {
    let path = &finding.candidate.path;
    path.rsplit_once("::").unwrap_or(("", path))
}

struct Table {
    width: usize,
    /// The width of the column of names.
    name: usize,
}

/// The width of the columns of shapes, and of what the lines below are about.
const SHAPE: usize = 9;
const TOPIC: usize = 8;

impl Table {
    fn finding(&self, text: &mut String, finding: &Finding) {
        self.head(text, finding);
        let candidate = &finding.candidate;
        if let Some(sig) = &candidate.sig {
            self.below(text, "from", DIM, &shown::written(sig));
        }
        // The signature shows the others.
        let hidden = candidate.callbacks.iter().filter(|it| it.hidden.is_some());
        for callback in hidden {
            self.below(text, "takes", DIM, &takes(callback));
        }
        let is_refused = matches!(finding.verdict, Verdict::Refused { .. });
        if let Some(declaration) = finding.declaration.as_ref().filter(|_| !is_refused) {
            self.decisions(text, declaration);
        }
    }

    /// The name, and what becomes of it: beside that, or below where there is no room.
    fn head(&self, text: &mut String, finding: &Finding) {
        let (_, name) = parts(finding);
        let is_open = (finding.declaration.as_ref()).is_some_and(|it| !it.todo.is_empty());
        let (style, word) = match &finding.verdict {
            Verdict::Refused { .. } => (BAD, "refused"),
            _ if is_open => (OPEN, shape(finding).unwrap_or("?")),
            _ => (GOOD, shape(finding).unwrap_or("?")),
        };
        let (topic, said, plain) = match &finding.verdict {
            Verdict::Converts { becomes }
            | Verdict::Marked {
                becomes: Some(becomes),
            } => ("becomes", becomes.as_str(), PLAIN),
            Verdict::Marked { becomes: None } => ("becomes", "depends on what is decided", DIM),
            Verdict::Refused { reason } => ("because", reason.as_str(), PLAIN),
        };
        let width = self.name;
        let head = 2 + width.max(name.chars().count()) + 2 + SHAPE;
        let _ = write!(text, "  {name:width$}  ");
        if head + said.chars().count() <= self.width {
            let _ = writeln!(text, "{style}{word:SHAPE$}{style:#}{plain}{said}{plain:#}");
        } else {
            let _ = writeln!(text, "{style}{word}{style:#}");
            self.below(text, topic, plain, said);
        }
    }

    /// The marks, and what is left to a human.
    fn decisions(&self, text: &mut String, declaration: &Declaration) {
        let todo = &declaration.todo;
        for mark in &declaration.marks {
            // What is to be decided says why.
            let is_asked = todo.iter().any(|todo| todo.starts_with(&mark.why));
            let why = if is_asked { "" } else { &mark.why };
            let separator = if why.is_empty() { "" } else { ": " };
            self.below(
                text,
                "needs",
                PLAIN,
                &format!("{}{separator}{why}", mark.text),
            );
        }
        for todo in todo {
            self.below(text, "decide", OPEN, todo);
        }
        for note in declaration.notes.iter().chain(&declaration.doubts) {
            self.below(text, "note", DIM, note);
        }
    }

    /// A line below it, about something else.
    fn below(&self, text: &mut String, topic: &str, style: Style, said: &str) {
        let indent = 4 + TOPIC;
        for (at, line) in wrapped(said, self.width.saturating_sub(indent))
            .iter()
            .enumerate()
        {
            let _ = match at {
                0 => write!(text, "    {DIM}{topic:TOPIC$}{DIM:#}"),
                _ => write!(text, "{:indent$}  ", ""),
            };
            let _ = writeln!(text, "{style}{line}{style:#}");
        }
    }
}

/// Lines of at most so many columns, broken at spaces, or within a long type; those after the first
/// have two less.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for part in text.split(' ') {
        let mut part = part;
        loop {
            let room = if lines.is_empty() { room } else { room - 2 };
            let space = usize::from(!line.is_empty());
            let left = room.saturating_sub(line.chars().count() + space);
            if part.chars().count() <= left {
                break;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                continue;
            }
            let Some(at) = breakable(part, room) else {
                break;
            };
            lines.push(part[..at].to_owned());
            part = &part[at..];
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    lines.push(line);
    lines
}

/// Behind the last bracket, or path separator, that fits.
fn breakable(part: &str, room: usize) -> Option<usize> {
    let fitting = part.char_indices().take(room);
    let ends = fitting.filter(|(_, letter)| ['<', '(', ':', ','].contains(letter));
    ends.map(|(at, letter)| at + letter.len_utf8())
        .last()
        .filter(|at| *at < part.len())
}

fn takes(callback: &Callback) -> String {
    let inputs: Vec<_> = callback.inputs.iter().map(shown::ty).collect();
    let output = callback.output.as_ref();
    let output = output.map_or_else(String::new, |ty| format!(" -> {}", shown::ty(ty)));
    let (name, calls) = (&callback.name, calls(callback.calls));
    let mut text = format!("{name}: {calls}({}){output}", inputs.join(", "));
    if callback.is_send {
        text.push_str(" + Send");
    }
    if callback.is_static {
        text.push_str(" + 'static");
    }
    text
}

fn summary(scanned: &Scanned) -> String {
    let findings = &scanned.findings;
    let count = |is: fn(&Finding) -> bool| findings.iter().filter(|it| is(it)).count();
    let is_open = |it: &Finding| {
        it.declaration
            .as_ref()
            .is_some_and(|it| !it.todo.is_empty())
    };
    let converts = count(|it| matches!(it.verdict, Verdict::Converts { .. }));
    let refused = count(|it| matches!(it.verdict, Verdict::Refused { .. }));
    let marked = |open: bool| {
        let is =
            |it: &&Finding| matches!(it.verdict, Verdict::Marked { .. }) && is_open(it) == open;
        findings.iter().filter(is).count()
    };
    let package = &scanned.package;
    format!(
        "{package}: {} found, {converts} without a mark, {} with marks, {} to decide, {refused} refused",
        findings.len(),
        marked(false),
        marked(true),
    )
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("one", 20), ["one"]);
    }

    #[test]
    fn a_long_type_is_broken_at_a_bracket() {
        assert_eq!(
            wrapped("-> Result<EventStream<Long>, Error>", 16),
            ["->", "Result<", "EventStream<", "Long>, Error>"]
        );
        assert_eq!(wrapped("unbreakable", 4), ["unbreakable"]);
    }
}
