//! Every code has a text, and its examples are what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use asyncify_codegen::{Code, Mistake, expansion};

use super::texts::{self, Part};
use super::{explained, find, page};
use crate::expand::attributes::Aliases;

#[test]
fn every_code_has_a_text_and_no_text_is_without_code() {
    let known: Vec<_> = Code::ALL.iter().map(Code::as_str).collect();
    let explained: Vec<_> = texts::all().map(|text| text.code).collect();
    assert_eq!(explained, known);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/explain/texts");
    let files = fs::read_dir(folder).expect("the folder of the texts");
    let files: BTreeSet<_> = files
        .map(|file| {
            file.expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    assert_eq!(
        files,
        known.iter().map(|code| format!("{code}.md")).collect()
    );
}

#[test]
fn the_topic_of_a_text_is_in_its_code() {
    for (at, topic) in texts::TOPICS.iter().enumerate() {
        for text in topic.texts {
            assert_eq!(text.code[1..3].parse(), Ok(at), "{}", topic.name);
        }
    }
}

#[test]
fn a_wrong_example_has_the_mistake_and_a_right_one_has_none() {
    let mut complaints = Vec::new();
    for text in texts::all() {
        let (mut wrong, mut right) = (0, 0);
        for part in text.parts() {
            let (example, expected) = match part {
                Part::Prose(_) => continue,
                Part::Wrong(example) => (example, Some(text.code)),
                Part::Right(example) => (example, None),
            };
            match expected {
                Some(_) => wrong += 1,
                None => right += 1,
            }
            let found = mistakes(example);
            let codes: BTreeSet<_> = found.iter().map(|mistake| mistake.code.as_str()).collect();
            if codes != expected.into_iter().collect() {
                complaints.push(format!("{}: {found:#?} in\n{example}", text.code));
            }
        }
        if (wrong, right) != (1, 1) {
            complaints.push(format!(
                "{}: {wrong} wrong examples, {right} right ones",
                text.code
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn lines_fit_a_terminal() {
    for text in texts::all() {
        for line in explained(text).lines() {
            assert!(line.chars().count() <= 112, "{}: {line}", text.code);
        }
    }
}

#[test]
fn a_code_is_found_however_it_is_written_and_what_is_near_an_unknown_one() {
    for said in [
        "a0101",
        "a101",
        "A101",
        "101",
        "0101",
        "A00101",
        "AO1O1",
        "[A0101]",
        "error[A0101]:",
        "`A0101`,",
    ] {
        assert_eq!(find(said).map(|text| text.code), Ok("A0101"), "{said}");
    }
    let message = find("A0500").err().expect("there is no such code");
    assert_eq!(
        message,
        "no diagnostic has the code `A0500`: the nearest are A0501, A0502, A0503"
    );
    let message = find("A5").err().expect("that is a topic");
    assert!(message.ends_with(" A0501, A0502, A0503"), "{message}");
    for said in ["roles", "", "A", "[]", "A99999999999", "áé"] {
        let message = find(said).err().expect("that is no code");
        let start = format!("`{said}` is no code: ");
        assert!(message.starts_with(&start), "{message}");
    }
    let message = find("E0502").err().expect("that is rustc's");
    assert!(message.ends_with(": `rustc --explain E0502`"), "{message}");
}

#[test]
fn the_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    let there = fs::read_to_string(path).expect("docs/diagnostics.md");
    assert!(
        there == page::page(),
        "write it anew with `cargo xtask diagnostics`"
    );
}

/// What is wrong with the annotated items of an example.
fn mistakes(example: &str) -> Vec<Mistake> {
    let file = match syn::parse_file(example) {
        Ok(file) => file,
        Err(error) => panic!("{error} in\n{example}"),
    };
    let aliases = Aliases::of(&file);
    let items = file.items.iter();
    let annotated: Vec<_> = items.filter_map(|item| aliases.annotation(item)).collect();
    assert!(!annotated.is_empty(), "nothing is annotated in\n{example}");
    let expansions = annotated.into_iter().map(|it| expansion(it.args, it.item));
    expansions
        .flat_map(|expansion| expansion.mistakes)
        .collect()
}
