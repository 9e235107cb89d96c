//! Which items a name stands for.

use crate::Failure;
use crate::expand::annotated::{Annotated, Found};

/// How much two names must have in common for one to be taken for the other.
const ALIKE: f64 = 0.8;

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
    let paths = annotated.iter().flat_map(Annotated::paths);
    Err(Failure::input(match near(tail, paths) {
        alike if !alike.is_empty() => {
            format!(
                "no annotated item is called `{name}`: did you mean {}?",
                alike.join(" or ")
            )
        }
        _ if annotated.is_empty() => {
            format!("no item is called `{name}`, and none is annotated with `#[asyncify]`")
        }
        _ => format!("no annotated item is called `{name}`: without a name, all are shown"),
    }))
}

/// Up to three paths that look like the one asked for, the nearest first.
fn near(tail: &[&str], paths: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let last = tail.last().copied().unwrap_or_default();
    let mut alike: Vec<_> = paths
        .filter_map(|path| {
            let likeness = strsim::jaro_winkler(last, path.last()?);
            (likeness >= ALIKE).then(|| (likeness, format!("`{}`", path.join("::"))))
        })
        .collect();
    alike.sort_by(|(a, left), (b, right)| b.total_cmp(a).then_with(|| left.cmp(right)));
    alike.dedup();
    alike.into_iter().map(|(_, path)| path).take(3).collect()
}
