//! The page itself.

use std::fmt::Write;

use crate::entry::Entry;

const INTRODUCTION: &str = "\
# Cookbook

Callback APIs of widely used libraries, each as its library declares it, with the marks that it
takes, and the signature that comes out. To convert an API of your own, look for one like it.

In the declarations, `ext = Name` mirrors a type or trait of the library, and `path = module` its
free functions. What the twins return is described in the documentation of the attribute. `Result`,
`Vec` and the like are those of the standard library where the declaration says nothing else.

`<Result<()> as Outcome>::Err` is the error of a library's own `Result`, of which no macro can see
more than the name.

This page is written by `cargo xtask corpus`, and every declaration in it is compiled.
";

pub(crate) fn render(converted: &[Entry], refused: &[Entry]) -> Result<String, String> {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n| library | function | becomes |\n|---|---|---|\n");
    for entry in converted {
        let Some(first) = entry.twins.first() else {
            return Err(match entry.objections.first() {
                Some(objection) => format!("{} is refused: {objection}", entry.name),
                None => format!("nothing comes of {}", entry.name),
            });
        };
        line(
            &mut page,
            format_args!(
                "| {} | [`{}`](#{}) | {} |",
                entry.library, entry.item, entry.name, first.kind
            ),
        );
    }
    for entry in converted {
        section(&mut page, entry);
        page.push_str("\n```rust,ignore\n");
        for twin in &entry.twins {
            line(&mut page, format_args!("{}", twin.text));
        }
        page.push_str("```\n");
    }
    page.push_str(
        "\n## What is left alone\n\n\
         Visitors that are called during the call, and jobs to run, look like callbacks and are \
         none that could be\nawaited. In a mirror, they are errors.\n",
    );
    for entry in refused {
        let Some(objection) = entry.objections.first() else {
            return Err(format!("{} is not refused", entry.name));
        };
        section(&mut page, entry);
        page.push('\n');
        for text in objection.lines() {
            line(&mut page, format_args!("> {}  ", text.trim()));
        }
    }
    Ok(page)
}

fn section(page: &mut String, entry: &Entry) {
    line(
        page,
        format_args!(
            "\n<a id=\"{}\"></a>\n\n## {}: `{}`",
            entry.name, entry.library, entry.item
        ),
    );
    if !entry.note.is_empty() {
        line(page, format_args!("\n{}", entry.note));
    }
    line(page, format_args!("\n```rust,ignore\n{}\n```", entry.code));
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = writeln!(page, "{text}");
}
