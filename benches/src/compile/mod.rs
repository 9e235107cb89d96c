//! What the attribute costs its users' builds.

mod functions;
mod package;

use crate::measure::{Candidate, Column, Effort, Path};
use package::Package;
pub(crate) use package::root;

const FUNCTION_COLUMNS: &[Column] = &[
    Column::new("", "ms/function"),
    Column::new("expansion", "ms/function"),
];
const SCRATCH_COLUMNS: &[Column] = &[
    Column::new("", "s"),
    Column::new("dependencies", "packages"),
];

pub(crate) fn paths() -> Vec<Path> {
    let asyncify = format!("asyncify = {{ path = {:?} }}", root());
    let bare = format!(
        "asyncify = {{ path = {:?}, default-features = false }}",
        root()
    );
    let with_syn = |syn: &str| format!("proc-macro2 = \"1\"\nquote = \"1\"\n{syn}");
    vec![
        Path::new("compile annotated functions", FUNCTION_COLUMNS)
            .with(
                Candidate::ours("annotated"),
                library("annotated", &asyncify, functions::annotated),
            )
            .with(
                Candidate::peer("written by hand"),
                library("by-hand", &asyncify, functions::by_hand),
            )
            .slow(),
        Path::new("compile from scratch", SCRATCH_COLUMNS)
            .with(Candidate::ours("asyncify"), scratch("user", &asyncify))
            .with(
                Candidate::ours("asyncify, without default features"),
                scratch("user-bare", &bare),
            )
            .with(
                Candidate::peer("syn, quote and proc-macro2, as asyncify uses them"),
                scratch("syn-chosen", &with_syn(&package::syn())),
            )
            .with(
                Candidate::floor("syn, quote and proc-macro2, with their defaults"),
                scratch("syn-default", &with_syn("syn = \"3\"")),
            )
            .slow(),
    ]
}

/// How many functions there are: fewer in a quick run.
fn how_many(effort: Effort) -> usize {
    match effort {
        Effort::QUICK => 100,
        _ => 500,
    }
}

/// A sample builds the library, without what it depends on.
fn library(
    name: &str,
    asyncify: &str,
    code: fn(usize) -> String,
) -> impl FnMut(Effort) -> Vec<f64> + use<> {
    let (name, asyncify) = (name.to_owned(), asyncify.to_owned());
    move |effort| {
        let count = how_many(effort);
        let package = Package::new(&name, &asyncify, &code(count));
        let (build, expansion) = package.build_library();
        [build, expansion]
            .map(|seconds| seconds * 1e3 / count as f64)
            .into()
    }
}

/// A sample builds an empty library with all that it depends on.
fn scratch(name: &str, dependencies: &str) -> impl FnMut(Effort) -> Vec<f64> + use<> {
    let (name, dependencies) = (name.to_owned(), dependencies.to_owned());
    move |_| {
        let package = Package::new(&name, &dependencies, "");
        vec![package.build_all(), package.dependencies().len() as f64]
    }
}
