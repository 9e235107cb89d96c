//! The crates that are known, each read when it is first looked into.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::rc::Rc;

use super::entity::{Entity, Namespace, Place, Reach};
use super::exports::Exports;
use super::implementors::Implemented;
use super::impls::Impls;
use super::scope::{Scope, Target};
use crate::model::{Definition, Libraries, Library};

/// A crate, and what was found out about it.
pub(super) struct Crate {
    /// By which name it is known; that of its package, once that is read.
    name: String,
    /// Who asked for it first.
    of: Option<Rc<Library>>,
    library: OnceCell<Option<Rc<Library>>>,
    scopes: OnceCell<Vec<Scope>>,
    pub(super) exports: OnceCell<Exports>,
    pub(super) impls: OnceCell<Impls>,
}

/// An item, as long as it is looked at.
pub(super) struct ItemRef {
    library: Rc<Library>,
    pub(super) place: Place,
    item: usize,
}

impl Deref for ItemRef {
    type Target = syn::Item;

    fn deref(&self) -> &syn::Item {
        &self.library.modules[self.place.module].items[self.item]
    }
}

/// A name that is looked for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Query {
    pub(super) place: Place,
    pub(super) namespace: Namespace,
    pub(super) reach: Reach,
    pub(super) name: String,
}

pub(super) struct World<'a> {
    libraries: &'a dyn Libraries,
    crates: RefCell<Vec<Rc<Crate>>>,
    /// By what identifies their packages.
    numbers: RefCell<HashMap<String, usize>>,
    entities: RefCell<Interned>,
    pub(super) implemented: RefCell<HashMap<Entity, Option<Rc<Implemented>>>>,
    /// What was found through imports.
    pub(super) found: RefCell<HashMap<Query, Option<Entity>>>,
    /// What is being looked for, or was, for the same question.
    pub(super) asked: RefCell<HashSet<Query>>,
    pub(super) depth: Cell<usize>,
    /// How often a search came back to where it had been: it may have missed something then.
    pub(super) rounds: Cell<usize>,
    /// Which modules may have more than is known; one that is being looked at has not.
    pub(super) hiding: RefCell<HashMap<Place, bool>>,
}

#[derive(Default)]
struct Interned {
    entities: Vec<Entity>,
    numbers: HashMap<Entity, usize>,
}

impl<'a> World<'a> {
    pub(super) fn new(libraries: &'a dyn Libraries) -> Self {
        World {
            libraries,
            crates: RefCell::default(),
            numbers: RefCell::default(),
            entities: RefCell::default(),
            implemented: RefCell::default(),
            found: RefCell::default(),
            asked: RefCell::default(),
            depth: Cell::new(0),
            rounds: Cell::new(0),
            hiding: RefCell::default(),
        }
    }

    /// Adds a crate that is read already.
    pub(super) fn add(&self, library: Rc<Library>) -> usize {
        let name = library.package.lib.clone();
        self.push(name, None, OnceCell::from(Some(library)))
    }

    fn push(
        &self,
        name: String,
        of: Option<Rc<Library>>,
        library: OnceCell<Option<Rc<Library>>>,
    ) -> usize {
        let mut crates = self.crates.borrow_mut();
        crates.push(Rc::new(Crate {
            name,
            of,
            library,
            scopes: OnceCell::new(),
            exports: OnceCell::new(),
            impls: OnceCell::new(),
        }));
        crates.len() - 1
    }

    pub(super) fn krate(&self, number: usize) -> Rc<Crate> {
        Rc::clone(&self.crates.borrow()[number])
    }

    /// None if its sources can't be read.
    pub(super) fn library(&self, krate: usize) -> Option<Rc<Library>> {
        let krate = self.krate(krate);
        let read = || {
            let of = krate.of.as_ref()?;
            self.libraries.library(&of.package, &krate.name)
        };
        krate.library.get_or_init(read).clone()
    }

    /// As it is called in paths.
    pub(super) fn crate_name(&self, number: usize) -> String {
        let krate = self.krate(number);
        match krate.library.get() {
            Some(Some(library)) => library.package.lib.clone(),
            _ => krate.name.clone(),
        }
    }

    /// The number of a crate whose library is at hand.
    pub(super) fn number_of(&self, library: &Rc<Library>) -> Option<usize> {
        let crates = self.crates.borrow();
        crates.iter().position(|krate| match krate.library.get() {
            Some(Some(of)) => Rc::ptr_eq(of, library),
            _ => false,
        })
    }

    /// What an external crate's name stands for in a crate.
    pub(super) fn external(&self, of: usize, name: &str) -> Option<Entity> {
        if ["std", "core", "alloc"].contains(&name) {
            // One name for all that is the same.
            return Some(Entity::Std(vec![String::from("std")]));
        }
        if ["proc_macro", "test"].contains(&name) {
            return Some(Entity::Std(vec![name.to_owned()]));
        }
        let library = self.library(of)?;
        let Some(id) = library.package.dependencies.get(name) else {
            return self.renamed(of, name);
        };
        let known = self.numbers.borrow().get(id).copied();
        let krate = known.unwrap_or_else(|| {
            let krate = self.push(name.to_owned(), Some(library.clone()), OnceCell::new());
            self.numbers.borrow_mut().insert(id.clone(), krate);
            krate
        });
        Some(Entity::Module(Place { krate, module: 0 }))
    }

    /// By `extern crate x as name;` in the root, which is for all of the crate.
    fn renamed(&self, of: usize, name: &str) -> Option<Entity> {
        let krate = self.krate(of);
        let root = self.scopes(&krate, of)?.first()?;
        root.named(name)
            .iter()
            .find_map(|binding| match &binding.target {
                Target::Crate(target) if target == "self" => Some(Entity::Module(Place {
                    krate: of,
                    module: 0,
                })),
                Target::Crate(target) if target != name => self.external(of, target),
                _ => None,
            })
    }

    /// The names in each of a crate's modules.
    pub(super) fn scopes<'k>(&self, krate: &'k Crate, number: usize) -> Option<&'k [Scope]> {
        let library = self.library(number)?;
        let build = || {
            (0..library.modules.len())
                .map(|module| Scope::of(&library, module))
                .collect()
        };
        Some(krate.scopes.get_or_init(build))
    }

    /// The item itself.
    pub(super) fn item(&self, entity: &Entity) -> Option<ItemRef> {
        match entity {
            Entity::Item { place, item, .. } => self.item_at(*place, *item),
            _ => None,
        }
    }

    pub(super) fn item_at(&self, place: Place, item: usize) -> Option<ItemRef> {
        let library = self.library(place.krate)?;
        Some(ItemRef {
            library,
            place,
            item,
        })
    }

    pub(super) fn definition(&self, entity: &Entity) -> Option<Definition> {
        let Entity::Item { place, item, name } = entity else {
            return None;
        };
        Some(Definition {
            library: self.library(place.krate)?,
            module: place.module,
            item: *item,
            name: name.clone(),
        })
    }

    pub(super) fn entity(&self, of: &Definition) -> Option<Entity> {
        Some(Entity::Item {
            place: Place {
                krate: self.number_of(&of.library)?,
                module: of.module,
            },
            item: of.item,
            name: of.name.clone(),
        })
    }

    /// A number that stands for what was found.
    pub(super) fn intern(&self, entity: Entity) -> usize {
        let mut interned = self.entities.borrow_mut();
        if let Some(number) = interned.numbers.get(&entity) {
            return *number;
        }
        let number = interned.entities.len();
        interned.numbers.insert(entity.clone(), number);
        interned.entities.push(entity);
        number
    }

    pub(super) fn interned(&self, number: usize) -> Option<Entity> {
        self.entities.borrow().entities.get(number).cloned()
    }
}
