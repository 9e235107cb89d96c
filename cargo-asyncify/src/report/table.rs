//! The table for people.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{calls, shape};
use crate::Failure;
use crate::judge::shown;
use crate::model::{Callback, Finding, Scanned, Verdict};
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
        return format!(
            "{} {}: nothing takes a callback\n",
            package.name, package.version
        );
    }
    let names = findings.iter().map(|finding| parts(finding).1.len());
    let table = Table {
        width,
        name: names.max().unwrap_or(0).clamp(12, (width / 3).min(34)),
    };
    let mut group = None;
    for finding in findings {
        let (of, _) = parts(finding);
        if group != Some(of) {
            let separator = if group.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{separator}{BOLD}{of}{BOLD:#}");
            group = Some(of);
        }
        table.finding(&mut text, finding);
    }
    let _ = write!(text, "\n{}", summary(scanned));
    text
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

/// The width of the column of shapes, with the spaces around.
const SHAPE: usize = 10;

impl Table {
    fn finding(&self, text: &mut String, finding: &Finding) {
        let (_, name) = parts(finding);
        let declaration = finding.declaration.as_ref();
        let is_open = declaration.is_some_and(|it| !it.todo.is_empty());
        let (style, word) = match (&finding.verdict, is_open) {
            (Verdict::Refused { .. }, _) => (BAD, "refused"),
            (_, true) => (OPEN, shape(finding).unwrap_or("?")),
            (_, false) => (GOOD, shape(finding).unwrap_or("?")),
        };
        let mut rows = Rows {
            table: self,
            text,
            first: Some((name, style, word)),
        };
        match &finding.verdict {
            Verdict::Converts { becomes }
            | Verdict::Marked {
                becomes: Some(becomes),
            } => rows.add("", becomes, PLAIN),
            Verdict::Marked { becomes: None } => {
                rows.add("", "depends on what is decided", DIM);
            }
            Verdict::Refused { reason } => rows.add("", reason, PLAIN),
        }
        for callback in &finding.candidate.callbacks {
            rows.add("takes ", &takes(callback), DIM);
        }
        let Some(declaration) = declaration else {
            return;
        };
        if matches!(finding.verdict, Verdict::Refused { .. }) {
            return;
        }
        for mark in &declaration.marks {
            rows.add("needs ", &format!("{}: {}", mark.text, mark.why), PLAIN);
        }
        for todo in &declaration.todo {
            rows.add("decide ", todo, OPEN);
        }
        for note in &declaration.notes {
            rows.add("note ", note, DIM);
        }
    }
}

/// The lines of one finding.
struct Rows<'a> {
    table: &'a Table,
    text: &'a mut String,
    /// What stands in the columns before, in the first line.
    first: Option<(&'a str, Style, &'a str)>,
}

impl Rows<'_> {
    /// A text in the last column, wrapped; a word before it hangs out.
    fn add(&mut self, word: &str, what: &str, style: Style) {
        let indent = 2 + self.table.name + SHAPE + 1;
        let room = self.table.width.saturating_sub(indent).max(24);
        for (at, line) in wrapped(word, what, room).iter().enumerate() {
            match self.first.take() {
                Some((name, style, shape)) => {
                    let width = self.table.name;
                    if name.len() > width {
                        let _ = writeln!(self.text, "  {name}");
                        let _ = write!(self.text, "  {:width$}", "");
                    } else {
                        let _ = write!(self.text, "  {name:width$}");
                    }
                    let _ = write!(self.text, " {style}{shape:SHAPE$}{style:#}");
                }
                None => {
                    let _ = write!(self.text, "{:indent$}", "");
                }
            }
            let hang = if at == 0 { 0 } else { 2 };
            let _ = writeln!(self.text, "{:hang$}{style}{line}{style:#}", "");
        }
    }
}

/// Lines of at most so many columns, broken at spaces; those after the first have two less.
fn wrapped(word: &str, what: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = word.trim_end().to_owned();
    for part in what.split(' ') {
        let room = if lines.is_empty() { room } else { room - 2 };
        let needed = line.chars().count() + 1 + part.chars().count();
        if !line.is_empty() && needed > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    lines.push(line);
    lines
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
    if callback.is_static && callback.hidden.is_none() {
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
        "{} {}: {} found, {converts} without a mark, {} with marks, {} to decide, {refused} refused\n",
        package.name,
        package.version,
        findings.len(),
        marked(false),
        marked(true),
    )
}
