//! Goes from the root of a library through its modules.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::{Attribute, File, Item, ItemMod, Visibility};

use super::bodies;
use super::cfg::Cfg;
use super::configure;
use super::macros::{self, Content};
use super::place::Place;
use crate::model::Module;
use crate::progress::Progress;

/// The modules of a library so far.
pub(crate) struct Loader<'a> {
    pub(crate) cfg: &'a Cfg,
    pub(crate) progress: &'a Progress,
    pub(crate) modules: Vec<Module>,
    /// What is left out though it should be there: a line each.
    pub(crate) warnings: Vec<String>,
}

impl Loader<'_> {
    /// The crate, from its root on; or what is wrong with the root.
    pub(crate) fn root(&mut self, path: &Path) -> Result<(), String> {
        let mut file = self.parse(path)?;
        configure::is_there(&mut file.attrs, self.cfg);
        let public = Visibility::Public(Default::default());
        let root = self.add(None, String::new(), path, public, &file.attrs);
        self.items(root, file.items, &Place::beside(path.to_owned()));
        Ok(())
    }

    fn parse(&self, path: &Path) -> Result<File, String> {
        self.progress.step(path);
        let shown = path.display();
        let bytes = fs::read(path).map_err(|error| format!("{shown} can't be read: {error}"))?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{shown} is no text in UTF-8"))?;
        syn::parse_file(&bodies::without(&text)).map_err(|error| {
            let at = error.span().start();
            let (line, column) = (at.line, at.column + 1);
            let reason = match error.to_string() {
                // The lexer's only message.
                text if text == "cannot parse string into token stream" => {
                    String::from("a bracket or a quote without its other, or no token at all")
                }
                text => text,
            };
            format!("{shown}:{line}:{column}: no Rust that can be parsed: {reason}")
        })
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        name: String,
        file: &Path,
        vis: Visibility,
        attrs: &[Attribute],
    ) -> usize {
        let index = self.modules.len();
        let mut path = Vec::new();
        let mut is_hidden = is_hidden(attrs);
        if let Some(parent) = parent.map(|parent| &mut self.modules[parent]) {
            path.clone_from(&parent.path);
            path.push(name.clone());
            is_hidden |= parent.is_hidden;
            parent.children.insert(name, index);
        }
        self.modules.push(Module {
            path,
            parent,
            children: BTreeMap::new(),
            file: file.to_owned(),
            vis,
            is_hidden,
            items: Vec::new(),
        });
        index
    }

    fn items(&mut self, module: usize, items: Vec<Item>, place: &Place) {
        for mut item in items {
            let is_there = configure::attributes(&mut item)
                .is_none_or(|attrs| configure::is_there(attrs, self.cfg));
            if !is_there {
                continue;
            }
            match item {
                Item::Mod(item) => self.module(module, item, place),
                Item::Macro(item) => match macros::content(item, self.cfg) {
                    Content::Items(items) => self.items(module, items, place),
                    Content::File(path) => self.include(module, &path, place),
                    Content::Call(item) => self.modules[module].items.push(Item::Macro(item)),
                },
                mut item => {
                    configure::inside(&mut item, self.cfg);
                    self.modules[module].items.push(item);
                }
            }
        }
    }

    fn include(&mut self, module: usize, path: &Path, place: &Place) {
        let path = place.file.parent().unwrap_or(Path::new("")).join(path);
        match self.parse(&path) {
            Ok(file) => self.items(module, file.items, &Place::beside(path)),
            Err(warning) => self.warnings.push(warning),
        }
    }

    fn module(&mut self, parent: usize, mut item: ItemMod, place: &Place) {
        let name = syn::ext::IdentExt::unraw(&item.ident).to_string();
        let (items, place) = match item.content.take() {
            Some((_, items)) => (items, place.inline(&name, &item.attrs)),
            None => match self.module_file(&name, &mut item, place) {
                Some(found) => found,
                None => return,
            },
        };
        // Of two with one name, conditions that are not known leave one out.
        if self.modules[parent].children.contains_key(&name) {
            return;
        }
        let vis = item.vis.clone();
        let index = self.add(Some(parent), name, &place.file, vis, &item.attrs);
        self.modules[parent].items.push(Item::Mod(item));
        self.items(index, items, &place);
    }

    /// The items of a module in a file, unless its inner attributes leave it out.
    fn module_file(
        &mut self,
        name: &str,
        item: &mut ItemMod,
        place: &Place,
    ) -> Option<(Vec<Item>, Place)> {
        let found = place.of_file(name, &item.attrs);
        let parsed = match found {
            Ok(place) => self.parse(&place.file).map(|file| (file, place)),
            Err(missing) => Err(format!(
                "{}: module `{name}` is missing: there is no {}",
                place.file.display(),
                missing.display()
            )),
        };
        match parsed {
            Ok((mut file, place)) => {
                let is_there = configure::is_there(&mut file.attrs, self.cfg);
                item.attrs.append(&mut file.attrs);
                is_there.then_some((file.items, place))
            }
            Err(warning) => {
                self.warnings.push(warning);
                None
            }
        }
    }
}

fn is_hidden(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let mut is_hidden = false;
        let _ = attr.path().is_ident("doc")
            && attr
                .parse_nested_meta(|meta| {
                    is_hidden |= meta.path.is_ident("hidden");
                    Ok(())
                })
                .is_ok();
        is_hidden
    })
}
