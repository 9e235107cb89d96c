//! Names that a wrong one may stand for.

use std::collections::BTreeSet;

/// The nearest of the known names: `` `notify`, `inotify` ``.
pub(super) fn names<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut near: Vec<_> = BTreeSet::from_iter(known)
        .into_iter()
        .map(|name| (strsim::jaro_winkler(name, wrong), name))
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

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn the_nearest_comes_first() {
        let known = ["inotify", "notify", "serde", "notify-types"];
        let near = names("notfy", known.into_iter()).unwrap();
        assert!(near.starts_with("`notify`, "), "{near}");
        assert_eq!(names("zzz", known.into_iter()), None);
    }
}
