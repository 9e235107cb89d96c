//! `use` items, one import at a time.

use syn::ext::IdentExt;
use syn::{Ident, ItemUse, UseTree};

/// `use path as name;`
pub(super) struct Import {
    /// What the module gets to call it; none where it is all that the path has.
    pub(super) name: Option<String>,
    pub(super) path: Vec<String>,
    /// Whether the path begins with `::`.
    pub(super) is_absolute: bool,
}

/// `use path::{a, b as c, d::*};` taken apart. What is imported as `_` has no name.
pub(super) fn imports(item: &ItemUse) -> Vec<Import> {
    let mut imports = Vec::new();
    collect(&item.tree, &mut Vec::new(), &mut |name, path| {
        imports.push(Import {
            name,
            path,
            is_absolute: item.leading_colon.is_some(),
        });
    });
    imports
}

fn collect(
    tree: &UseTree,
    prefix: &mut Vec<String>,
    add: &mut impl FnMut(Option<String>, Vec<String>),
) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(text(&path.ident));
            collect(&path.tree, prefix, add);
            prefix.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, prefix, add);
            }
        }
        UseTree::Glob(_) => add(None, prefix.clone()),
        UseTree::Name(name) => named(&name.ident, None, prefix, add),
        UseTree::Rename(rename) if rename.rename != "_" => {
            named(&rename.ident, Some(text(&rename.rename)), prefix, add);
        }
        _ => {}
    }
}

fn named(
    ident: &Ident,
    rename: Option<String>,
    prefix: &[String],
    add: &mut impl FnMut(Option<String>, Vec<String>),
) {
    let mut path = prefix.to_vec();
    // `{self}` is the module in whose braces it stands.
    if ident != "self" || prefix.is_empty() {
        path.push(text(ident));
    }
    if let Some(name) = rename.or_else(|| path.last().cloned()) {
        add(Some(name), path);
    }
}

/// The name itself: without the `r#` of a raw one.
pub(super) fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}
