//! Each row of the pages for those who come from Python leads to an example that is compiled.

use std::collections::HashSet;

/// The anchors of the headings that an example stands under.
fn examples(page: &str) -> HashSet<String> {
    let mut heading = String::new();
    let mut found = HashSet::new();
    let mut fenced = false;
    for line in page.lines() {
        if let Some(language) = line.strip_prefix("```") {
            if !fenced && language.starts_with("rust") && !language.contains("ignore") {
                found.insert(anchor(&heading));
            }
            fenced = !fenced;
        } else if !fenced && line.starts_with('#') {
            heading = line.trim_start_matches('#').trim().to_owned();
        }
    }
    found
}

/// As GitHub makes them.
fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Where the links of a line lead to that stay on the page.
fn links(line: &str) -> Vec<&str> {
    let links = line.split("](#").skip(1);
    links.filter_map(|rest| rest.split(')').next()).collect()
}

fn check(page: &str) {
    let examples = examples(page);
    let mut rows = 0;
    for line in page.lines() {
        let broken: Vec<_> = links(line)
            .into_iter()
            .filter(|link| !examples.contains(*link))
            .collect();
        assert!(broken.is_empty(), "no example for {broken:?}: {line}");
        if line.starts_with("| ") && !line.starts_with("| Python |") {
            assert!(!links(line).is_empty(), "no example: {line}");
            rows += 1;
        }
    }
    assert!(rows > 0, "no table");
}

#[test]
fn each_row_for_asyncio_has_an_example() {
    check(include_str!("../docs/coming-from-asyncio.md"));
}

#[test]
fn each_row_for_sounddevice_has_an_example() {
    check(include_str!("../docs/coming-from-sounddevice.md"));
}
