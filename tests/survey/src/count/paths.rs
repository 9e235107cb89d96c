//! The public functions of a crate, with every path that leads to them.

use std::collections::{BTreeMap, BTreeSet};

use rustdoc_types::{Crate, Generics, Id, Impl, Item, ItemEnum};

/// A public function or method.
pub(crate) struct Public<'a> {
    pub(crate) item: &'a Item,
    pub(crate) paths: BTreeSet<String>,
    /// The generics of what it stands in.
    pub(crate) outer: Vec<&'a Generics>,
}

/// What is reachable from the crate's root.
pub(super) fn public(docs: &Crate) -> Vec<Public<'_>> {
    let mut walk = Walk {
        docs,
        paths: BTreeMap::new(),
    };
    let root = &docs.index[&docs.root];
    let name = root.name.clone().unwrap_or_default();
    walk.module(root, &name, &mut Way::new());
    let reached = walk.paths.iter();
    reached
        .flat_map(|(id, paths)| functions(docs, &docs.index[id], paths))
        .collect()
}

/// Collects the paths of all but modules.
struct Walk<'a> {
    docs: &'a Crate,
    paths: BTreeMap<Id, BTreeSet<String>>,
}

/// The modules on the way to where the walk is, and whether it came by a glob import.
type Way = Vec<(Id, bool)>;

impl Walk<'_> {
    /// A module that lies on the way to itself is not entered again.
    fn module(&mut self, item: &Item, path: &str, way: &mut Way) {
        if way.iter().all(|(passed, _)| *passed != item.id) {
            way.push((item.id, false));
            self.items(item, path, way);
            way.pop();
        }
    }

    /// The items of a module are those of another one, which may be around it.
    fn glob(&mut self, item: &Item, path: &str, way: &mut Way) {
        if !way.contains(&(item.id, true)) {
            way.push((item.id, true));
            self.items(item, path, way);
            way.pop();
        }
    }

    fn items(&mut self, item: &Item, path: &str, way: &mut Way) {
        if let ItemEnum::Module(module) = &item.inner {
            for id in &module.items {
                self.item(*id, None, path, way);
            }
        }
    }

    fn item(&mut self, id: Id, renamed: Option<&str>, path: &str, way: &mut Way) {
        // What another crate defines is that crate's.
        let Some(item) = self.docs.index.get(&id).filter(|item| item.crate_id == 0) else {
            return;
        };
        if let ItemEnum::Use(import) = &item.inner {
            let Some(target) = import.id else { return };
            if !import.is_glob {
                self.item(target, Some(&import.name), path, way);
            } else if let Some(item) = self.docs.index.get(&target) {
                self.glob(item, path, way);
            }
            return;
        }
        let Some(name) = renamed.or(item.name.as_deref()) else {
            return;
        };
        let path = format!("{path}::{name}");
        if let ItemEnum::Module(_) = item.inner {
            self.module(item, &path, way);
        } else {
            self.paths.entry(id).or_default().insert(path);
        }
    }
}

/// What can be called of an item: itself, the methods of a type's own blocks, or those of a trait.
fn functions<'a>(docs: &'a Crate, item: &'a Item, paths: &BTreeSet<String>) -> Vec<Public<'a>> {
    let member = |id: &Id, outer: &'a Generics| {
        let item = docs.index.get(id)?;
        let name = item.name.as_deref()?;
        Some(Public {
            item,
            paths: paths.iter().map(|path| format!("{path}::{name}")).collect(),
            outer: vec![outer],
        })
    };
    let impls = match &item.inner {
        ItemEnum::Function(_) => {
            return vec![Public {
                item,
                paths: paths.clone(),
                outer: Vec::new(),
            }];
        }
        ItemEnum::Trait(of) => {
            let members = of.items.iter();
            return members.filter_map(|id| member(id, &of.generics)).collect();
        }
        ItemEnum::Struct(of) => &of.impls,
        ItemEnum::Enum(of) => &of.impls,
        ItemEnum::Union(of) => &of.impls,
        _ => return Vec::new(),
    };
    let blocks = impls.iter().filter_map(|id| own(docs.index.get(id)?));
    blocks
        .flat_map(|block| {
            block
                .items
                .iter()
                .filter_map(|id| member(id, &block.generics))
        })
        .collect()
}

/// A block without a trait.
fn own(item: &Item) -> Option<&Impl> {
    match &item.inner {
        ItemEnum::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    }
}
