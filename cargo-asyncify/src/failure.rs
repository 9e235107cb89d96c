//! What goes wrong, in one line.

use std::fmt;

/// Why a command could not do its work: one line for each thing that is wrong, nearly always one,
/// and the exit code.
#[derive(Debug)]
pub struct Failure {
    lines: Vec<String>,
    code: u8,
}

impl Failure {
    /// What was asked for differs from what is there: exit code 1.
    pub fn difference(message: impl fmt::Display) -> Failure {
        Failure::with([message], 1)
    }

    /// What was given can't be worked with: exit code 3.
    pub fn input(message: impl fmt::Display) -> Failure {
        Failure::with([message], 3)
    }

    /// Several things are wrong with what was given, each by itself: exit code 3.
    pub fn inputs(messages: impl IntoIterator<Item = impl fmt::Display>) -> Failure {
        Failure::with(messages, 3)
    }

    /// There is nobody to tell anything: exit code 0.
    pub(crate) fn silent() -> Failure {
        Failure::with([""; 0], 0)
    }

    fn with(messages: impl IntoIterator<Item = impl fmt::Display>, code: u8) -> Failure {
        // Causes such as those of a parser span several lines.
        let line = |message: String| in_one_line(&message, "; ");
        let messages = messages.into_iter();
        Failure {
            lines: messages.map(|message| line(message.to_string())).collect(),
            code,
        }
    }

    /// What is wrong.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The program's exit code.
    pub fn code(&self) -> u8 {
        self.code
    }
}

/// The lines with a joint between them, unless one ends with punctuation of its own.
pub(crate) fn in_one_line(text: &str, joint: &str) -> String {
    let mut line = String::new();
    for part in text.lines() {
        match line.chars().last() {
            None => {}
            Some(last) if last.is_ascii_punctuation() && last != '`' => line.push(' '),
            Some(_) => line.push_str(joint),
        }
        line.push_str(&Vec::from_iter(part.split_whitespace()).join(" "));
    }
    line
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

impl std::error::Error for Failure {}
