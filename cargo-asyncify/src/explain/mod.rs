//! `cargo asyncify explain`

mod page;
mod texts;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use crate::Failure;
use crate::cli::Explain;
use crate::output;
use texts::{Part, TOPICS, Text};

pub(crate) fn run(args: &Explain) -> Result<(), Failure> {
    if args.markdown {
        return output::print(page::page());
    }
    if args.list || args.codes.is_empty() {
        return output::print(list());
    }
    let found: Vec<_> = args.codes.iter().map(|code| find(code)).collect();
    let unknown: Vec<_> = found
        .iter()
        .filter_map(|found| found.as_ref().err())
        .collect();
    if !unknown.is_empty() {
        return Err(Failure::inputs(unknown));
    }
    let texts: Vec<_> = found.into_iter().flatten().map(explained).collect();
    output::print(texts.join("\n"))
}

/// The text of a code, or what is near it.
fn find(code: &str) -> Result<&'static Text, String> {
    // As it is copied out of a message.
    let code = code.trim_matches(['[', ']']);
    if let Some(text) = texts::all().find(|text| text.code.eq_ignore_ascii_case(code)) {
        return Ok(text);
    }
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let Ok(number) = digits.parse::<u32>() else {
        return Err(format!(
            "`{code}` is no code: one is an A and four digits, and `cargo asyncify explain` lists \
             them"
        ));
    };
    let mut near: Vec<_> = texts::all().collect();
    near.sort_by_key(|text| {
        text.code[1..]
            .parse::<u32>()
            .map_or(u32::MAX, |known| known.abs_diff(number))
    });
    let near: Vec<_> = near.iter().take(3).map(|text| text.code).collect();
    Err(format!(
        "no diagnostic has the code `{code}`: the nearest are {}",
        near.join(", ")
    ))
}

/// What the terminal shows: the examples are set in.
fn explained(text: &Text) -> String {
    let mut shown = format!("{}: {}\n", text.code, text.title());
    for (label, part) in labelled(text) {
        shown.push('\n');
        if let Some(label) = label {
            let _ = writeln!(shown, "{label}\n");
        }
        match part {
            Part::Prose(prose) => {
                let _ = writeln!(shown, "{prose}");
            }
            Part::Wrong(code) | Part::Right(code) => {
                for line in code.lines() {
                    let line = format!("    {line}");
                    let _ = writeln!(shown, "{}", line.trim_end());
                }
            }
        }
    }
    shown
}

/// The parts of a text, with what is to be said of an example where the prose before it does not.
fn labelled(text: &Text) -> Vec<(Option<&'static str>, Part)> {
    let mut is_announced = false;
    let label = |part: Part| {
        let label = match part {
            Part::Prose(_) => None,
            Part::Wrong(_) => Some("Wrong:"),
            Part::Right(_) => Some("Right:"),
        };
        let label = label.filter(|_| !is_announced);
        is_announced = matches!(part, Part::Prose(prose) if prose.ends_with(':'));
        (label, part)
    };
    text.parts().into_iter().map(label).collect()
}

/// Every code, with its title.
fn list() -> String {
    let mut list = String::new();
    for topic in TOPICS {
        let _ = writeln!(list, "{}", topic.name);
        for text in topic.texts {
            let _ = writeln!(list, "  {}  {}", text.code, text.title());
        }
        list.push('\n');
    }
    list.push_str("`cargo asyncify explain CODE` tells more.\n");
    list
}
