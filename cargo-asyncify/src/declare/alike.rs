//! Types that are called like the standard `Result`, for which the macro takes them by their name.

use std::collections::BTreeMap;

use syn::{Item, Path};

use super::names::camel;
use super::public::Public;
use crate::model::Declaration;
use crate::paths::{self, Found};

/// Gives them names of their own, which the module brings in.
pub(crate) fn rename(declaration: &mut Declaration, is_one: impl Fn(&[String]) -> bool) {
    let mut renamed = BTreeMap::new();
    let item = std::mem::take(&mut declaration.item);
    declaration.item = paths::walk(item, &mut |found| match found {
        Found::Path([within @ .., name], _) if name == "Result" => {
            let path = [within, std::slice::from_ref(name)].concat();
            is_one(&path).then(|| {
                let name = name_of(&path);
                renamed.insert(name.clone(), path.join("::"));
                name
            })
        }
        _ => None,
    });
    declaration.renamed = renamed;
}

/// `sound::alike::Result` as `SoundAlikeResult`.
fn name_of(path: &[String]) -> String {
    let is_told = |name: &&String| !paths::LOCAL.contains(&name.as_str());
    let names = path.iter().filter(is_told);
    names
        .map(|name| camel(name.trim_start_matches("r#")))
        .collect()
}

impl Public<'_> {
    /// Whether a public path is that of a type of its own, and of no alias.
    pub(super) fn is_type(&self, path: &[String]) -> bool {
        let path = syn::parse_str::<Path>(&format!("::{}", path.join("::")));
        let is_type = |path: Path| {
            self.item(&path, |_, item| {
                matches!(item, Item::Struct(_) | Item::Enum(_) | Item::Union(_))
            })
        };
        path.ok().and_then(is_type).unwrap_or(false)
    }
}
