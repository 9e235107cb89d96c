//! Goes from the root of a library through its modules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::{Attribute, File, Item, ItemMod, Visibility};

use super::bodies;
use super::cfg::Cfg;
use super::configure;
use super::dialect;
use super::macros::{self, Macros};
use super::member::Member;
use super::place::Place;
use super::text;
use crate::model::Module;
use crate::progress::Progress;
use crate::syntax::is_hidden;

/// The modules of a library so far.
pub(crate) struct Loader<'a> {
    macros: Macros<'a>,
    edition: u16,
    progress: &'a Progress,
    pub(crate) modules: Vec<Module>,
    /// Where the modules stand.
    places: Vec<Place>,
    /// The files in which it is, each one in that before.
    open: Vec<PathBuf>,
    /// What is left out though it should be there: a line each.
    pub(crate) warnings: Vec<String>,
}

impl<'a> Loader<'a> {
    pub(crate) fn new(cfg: &'a Cfg, edition: u16, progress: &'a Progress) -> Self {
        Loader {
            macros: Macros::new(cfg),
            edition,
            progress,
            modules: Vec::new(),
            places: Vec::new(),
            open: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The crate, from its root on; or what is wrong with the root.
    pub(crate) fn root(&mut self, path: &Path) -> Result<(), String> {
        let mut file = self.parse(path)?;
        configure::is_there(&mut file.attrs, self.macros.cfg);
        let public = Visibility::Public(Default::default());
        let place = Place::beside(path.to_owned());
        let root = self.add(None, String::new(), &place, public, &file.attrs);
        self.items(root, file.items, &place);
        self.expand_late();
        Ok(())
    }

    fn parse(&self, path: &Path) -> Result<File, String> {
        self.progress.step(path);
        let real = path.canonicalize().ok();
        if real.is_some() && self.open.iter().any(|it| it.canonicalize().ok() == real) {
            return Err(format!("{}: it is in itself", text::shown(path)));
        }
        let text = bodies::without(&text::read(path)?);
        let parsed = text::parse(path, &text);
        if parsed.is_err() && self.edition < 2021 {
            return dialect::parse(&text).map_or(parsed, Ok);
        }
        parsed
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        name: String,
        place: &Place,
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
            file: place.file.clone(),
            vis,
            is_hidden,
            items: Vec::new(),
        });
        self.places.push(place.clone());
        index
    }

    fn items(&mut self, module: usize, items: Vec<Item>, place: &Place) {
        let is_of_another = self.open.last() != Some(&place.file);
        if is_of_another {
            self.open.push(place.file.clone());
        }
        for mut item in items {
            let attrs = item.attributes();
            if attrs.is_none_or(|attrs| configure::is_there(attrs, self.macros.cfg)) {
                self.item(module, item, place);
            }
        }
        if is_of_another {
            self.open.pop();
        }
    }

    fn item(&mut self, module: usize, mut item: Item, place: &Place) {
        if let Some(call) = item.call() {
            if let Some(path) = macros::included(call) {
                return self.include(module, &path, place);
            }
            if macros::includes_written(call) && !self.macros.is_complete {
                let (file, line) = (text::shown(&place.file), call.path.span().start().line);
                let warning = format!("{file}:{line}: what a build script writes is not read");
                self.warnings.push(warning);
            }
            if let Some(items) = self.macros.content(call) {
                self.macros.depth += 1;
                self.items(module, items, place);
                self.macros.depth -= 1;
                return;
            }
        }
        match item {
            Item::Mod(item) => return self.module(module, item, place),
            Item::Macro(ref item) => self.macros.define(item),
            ref mut item => {
                self.macros.members_of(item);
                configure::inside(item, self.macros.cfg);
            }
        }
        self.modules[module].items.push(item);
    }

    /// Looks into the calls of macros that are defined after them, or in another crate.
    fn expand_late(&mut self) {
        self.macros.is_complete = true;
        for module in 0..self.modules.len() {
            let place = self.places[module].clone();
            for item in std::mem::take(&mut self.modules[module].items) {
                match item {
                    Item::Macro(_) | Item::Impl(_) | Item::Trait(_) | Item::ForeignMod(_) => {
                        self.item(module, item, &place);
                    }
                    item => self.modules[module].items.push(item),
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
        let index = self.add(Some(parent), name, &place, vis, &item.attrs);
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
                "{}:{}: module `{name}` is missing: there is no {}",
                text::shown(&place.file),
                item.ident.span().start().line,
                text::shown(&missing)
            )),
        };
        match parsed {
            Ok((mut file, place)) => {
                let is_there = configure::is_there(&mut file.attrs, self.macros.cfg);
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
