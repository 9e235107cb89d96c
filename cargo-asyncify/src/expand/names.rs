//! Which items a name stands for.

use crate::Failure;
use crate::expand::annotated::{Annotated, Found};
use crate::near;

/// The annotated items with that path, or with one that ends so; the block, if it is a function of
/// an annotated one.
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
        .filter(|annotated| annotated.paths().any(|path| is_meant(&path)))
        .collect();
    if !wanted.is_empty() {
        return Ok(wanted);
    }
    if let Some((_, location)) = found.others.iter().find(|(path, _)| is_meant(path)) {
        let message = format!("`{name}`, {location}, is not annotated: write `#[asyncify]` on it");
        return Err(Failure::input(message));
    }
    let paths: Vec<_> = annotated.iter().flat_map(Annotated::paths).collect();
    let paths: Vec<_> = paths.iter().map(|path| path.join("::")).collect();
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
