//! `docs/models.md`

use std::fmt::Write;

use super::Explored;
use super::mistakes::{MISTAKES, Mistake};

const INTRODUCTION: &str = "\
# What the models cover

Each model is a small program with two or three threads. [loom](https://docs.rs/loom) runs it in
every order in which the threads can take turns, and with every value that the memory orderings
allow a load to see, up to the given number of preemptions: a thread that goes on until it waits
is not preempted. `executions` is how many differ. A value that is lost, dropped twice or leaked, a
task that is not woken, and a thread that waits for ever all fail the model.

This file is written by `cargo xtask models`.
";

/// The table, a section a file.
pub(super) fn render(explored: &[Explored]) -> String {
    let mut text = INTRODUCTION.to_owned();
    for models in explored.chunk_by(|a, b| a.model.file == b.model.file) {
        let file = &models[0].model.file;
        write!(
            text,
            "\n## [`{file}`](../runtime/tests/{file}.rs)\n\n\
             | model | what it shows | preemptions | executions |\n|---|---|--:|--:|\n"
        )
        .expect("a string takes all");
        for Explored {
            model,
            preemptions,
            executions,
        } in models
        {
            writeln!(
                text,
                "| `{}` | {} | {preemptions} | {executions} |",
                model.test, model.shows
            )
            .expect("a string takes all");
        }
    }
    text += "\n## Mistakes that they find\n\n\
             Made in a copy of the runtime by `cargo xtask models --broken`, one after the other.\n\n\
             | mistake | in | found by |\n|---|---|---|\n";
    for Mistake {
        what, file, model, ..
    } in MISTAKES
    {
        writeln!(
            text,
            "| {what} | [`{file}`](../runtime/src/{file}) | `{}::{}` |",
            model.0, model.1
        )
        .expect("a string takes all");
    }
    text
}

/// What does not change with every change of the code.
pub(super) fn without_counts(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| match line.ends_with("` |") {
            true => Some(line),
            false => line.rsplitn(3, " | ").last(),
        })
        .collect()
}
