//! Names that a wrong one may stand for.

use std::collections::BTreeSet;

/// The nearest of the known names, up to three: `` `notify`, `inotify` ``. Of paths, the last names
/// are compared.
pub(crate) fn names<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut near: Vec<_> = BTreeSet::from_iter(known)
        .into_iter()
        .map(|name| (strsim::jaro_winkler(last(name), last(wrong)), name))
        .filter(|(likeness, _)| *likeness > 0.85)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names: Vec<_> = near
        .iter()
        .take(3)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn the_nearest_comes_first() {
        let known = ["inotify", "notify", "serde", "notify-types"];
        let near = names("notfy", known.into_iter()).unwrap();
        assert!(near.starts_with("`notify`, "), "{near}");
        let paths = ["notify::new", "notify::Watcher::watch"];
        assert_eq!(
            names("wacth", paths.into_iter()).unwrap(),
            "`notify::Watcher::watch`"
        );
        assert_eq!(names("zzz", known.into_iter()), None);
    }
}
