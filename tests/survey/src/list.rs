//! What is surveyed: `crates.toml`.

use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A library, at a version, with features.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) version: String,
    #[serde(default)]
    pub(crate) features: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) default_features: bool,
}

#[derive(Deserialize)]
struct List {
    #[serde(rename = "crate")]
    entries: Vec<Entry>,
}

fn yes() -> bool {
    true
}

/// The libraries of these names, or all, in the order of the file.
pub(crate) fn read(names: &[String]) -> Result<Vec<Entry>, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates.toml");
    let text = fs::read_to_string(&file)
        .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let List { entries } =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let unknown = names
        .iter()
        .find(|name| entries.iter().all(|entry| entry.name != **name));
    if let Some(name) = unknown {
        return Err(format!("{} has no crate `{name}`", file.display()));
    }
    let is_wanted = |entry: &Entry| names.is_empty() || names.contains(&entry.name);
    Ok(entries.into_iter().filter(is_wanted).collect())
}
