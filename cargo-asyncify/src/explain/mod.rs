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

/// The text of a code, or what is near it. What is certain to be meant will do: `a501`, or what was
/// copied with the code out of a message.
fn find(said: &str) -> Result<&'static Text, String> {
    let code = said.rsplit(['[', '`']).find(|part| !is_nothing(part));
    let code = code
        .unwrap_or(said)
        .trim_matches(|it: char| !it.is_alphanumeric());
    let digits = code.trim_start_matches(['A', 'a']).replace(['O', 'o'], "0");
    let number = digits.parse::<u32>().ok().filter(|_| digits.len() < 6);
    let Some(number) = number else {
        let others = digits.trim_start_matches(['E', 'e']);
        return Err(match others.parse::<u32>() {
            Ok(number) => {
                format!("`{said}` is one of the compiler's: `rustc --explain E{number:04}`")
            }
            Err(_) => format!(
                "`{said}` is no code: one is an A and four digits, and `cargo asyncify explain` \
                 lists them"
            ),
        });
    };
    // The first two digits are the topic.
    let (is_whole, number) = match digits.len() {
        1 | 2 => (false, number * 100),
        _ => (true, number),
    };
    let away = |text: &&Text| {
        let known = text.code[1..].parse::<u32>();
        known.map_or(u32::MAX, |known| known.abs_diff(number))
    };
    let mut near: Vec<_> = texts::all().collect();
    near.sort_by_key(away);
    match near.first() {
        Some(text) if is_whole && away(text) == 0 => Ok(text),
        _ => {
            let near: Vec<_> = near.iter().take(3).map(|text| text.code).collect();
            Err(format!(
                "no diagnostic has the code `{said}`: the nearest are {}",
                near.join(", ")
            ))
        }
    }
}

fn is_nothing(part: &str) -> bool {
    !part.contains(char::is_alphanumeric)
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
