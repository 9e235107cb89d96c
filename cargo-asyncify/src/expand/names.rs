//! Which items a name stands for.

use crate::Failure;
use crate::expand::annotated::{Annotated, Found};
use crate::near;

/// The annotated items with that path, or with one that ends so, and those in what has such a path;
/// the block, if it is a function of an annotated one.
pub(crate) fn select<'a>(name: &str, found: &'a Found) -> Result<Vec<&'a Annotated>, Failure> {
    let tail: Vec<_> = name
        .split("::")
        .map(|name| name.trim().trim_start_matches("r#"))
        .collect();
    let tail = tail.strip_prefix(&["crate"]).unwrap_or(&tail);
    let is_meant = |path: &[String]| {
        path.len() >= tail.len() && path[path.len() - tail.len()..].iter().eq(tail)
    };
    let annotated = &found.annotated;
    let wanted: Vec<_> = annotated
        .iter()
        .filter(|annotated| {
            annotated.paths().any(|path| is_meant(&path)) || annotated.around().any(is_meant)
        })
        .collect();
    if !wanted.is_empty() {
        return Ok(wanted);
    }
    if let Some((_, location)) = found.others.iter().find(|(path, _)| is_meant(path)) {
        let message = format!("`{name}`, {location}, is not annotated: write `#[asyncify]` on it");
        return Err(Failure::input(message));
    }
    if found.modules.iter().any(|path| is_meant(path)) {
        let message = format!("nothing in the module `{name}` is annotated with `#[asyncify]`");
        return Err(Failure::input(message));
    }
    let paths = annotated.iter().flat_map(|annotated| {
        let around = annotated.around().map(|path| path.to_vec());
        annotated.paths().chain(around)
    });
    let paths: Vec<_> = paths.map(|path| path.join("::")).collect();
    Err(Failure::input(
        match near::names(name, paths.iter().map(String::as_str)) {
            Some(near) => format!("no annotated item is called `{name}`: did you mean {near}?"),
            None if annotated.is_empty() => {
                format!("no item is called `{name}`, and none is annotated with `#[asyncify]`")
            }
            None => format!("no annotated item is called `{name}`: without a name, all are shown"),
        },
    ))
}
