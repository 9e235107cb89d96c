//! Finds what a path stands for.

use super::built_in::is_built_in;
use super::entity::{Entity, Namespace, Place, Reach};
use super::scope::{Glob, Target};
use super::uses::Import;
use super::world::{Query, World};

/// The names of a path, and how it begins.
#[derive(Clone, Copy)]
pub(super) struct Names<'p> {
    pub(super) names: &'p [String],
    pub(super) is_absolute: bool,
    /// Those of a `use` begin at the root, in the edition of 2015.
    pub(super) is_import: bool,
}

impl World<'_> {
    /// What the whole path stands for, as seen from a module.
    pub(super) fn path(
        &self,
        place: Place,
        path: Names<'_>,
        namespace: Namespace,
    ) -> Option<Entity> {
        let (mut entity, rest) = self.start(place, path, namespace)?;
        for (index, name) in rest.iter().enumerate() {
            let namespace = match index + 1 == rest.len() {
                true => namespace,
                false => Namespace::Types,
            };
            entity = self.named_in(&entity, name, namespace, place)?;
        }
        Some(entity)
    }

    /// Where a path begins, and what is left of it then.
    pub(super) fn start<'p>(
        &self,
        place: Place,
        path: Names<'p>,
        namespace: Namespace,
    ) -> Option<(Entity, &'p [String])> {
        let root = Place { module: 0, ..place };
        let (first, mut rest) = path.names.split_first()?;
        let is_old = self.library(place.krate)?.package.edition < 2018;
        let namespace = match rest.is_empty() {
            true => namespace,
            false => Namespace::Types,
        };
        let local = |at: Place| self.name(at, namespace, first, self.reach(place, at));
        let found = match first.as_str() {
            "crate" => Some(Entity::Module(root)),
            "self" | "super" => {
                let mut module = place.module;
                if first == "super" {
                    module = self.parent(place.krate, module)?;
                }
                while let Some((name, further)) = rest.split_first() {
                    if name != "super" {
                        break;
                    }
                    module = self.parent(place.krate, module)?;
                    rest = further;
                }
                Some(Entity::Module(Place { module, ..place }))
            }
            "Self" => None,
            _ if is_old && (path.is_absolute || path.is_import) => local(root),
            // As paths are that were made public already.
            _ if path.is_absolute && *first == self.crate_name(place.krate) => {
                Some(Entity::Module(root))
            }
            _ if path.is_absolute => None,
            _ => local(place),
        };
        let external = || match namespace {
            Namespace::Types => self.external(place.krate, first),
            Namespace::Values => None,
        };
        let is_type = namespace == Namespace::Types && !path.is_absolute && !path.is_import;
        let guessed = || is_type.then(|| self.guessed(place, first)).flatten();
        Some((found.or_else(external).or_else(guessed)?, rest))
    }

    /// What is nowhere else is likely to come by the one glob from the standard library.
    fn guessed(&self, place: Place, name: &str) -> Option<Entity> {
        let krate = self.krate(place.krate);
        let scope = &self.scopes(&krate, place.krate)?[place.module];
        let mut globs = scope
            .globs
            .iter()
            .filter_map(|glob| match self.glob(place, glob) {
                Some(Entity::Std(path)) if path[1..] != ["prelude", "v1"] => Some(path),
                _ => None,
            });
        match (globs.next(), globs.next()) {
            (Some(mut path), None) if !is_built_in(name) => {
                path.push(name.to_owned());
                Some(Entity::Std(path))
            }
            _ => None,
        }
    }

    /// How far it is from one module to another.
    fn reach(&self, from: Place, to: Place) -> Reach {
        if from.krate != to.krate {
            return Reach::Everywhere;
        }
        let mut module = Some(from.module);
        while let Some(at) = module {
            if at == to.module {
                return Reach::Inside;
            }
            module = self.parent(from.krate, at);
        }
        Reach::Crate
    }

    fn parent(&self, krate: usize, module: usize) -> Option<usize> {
        self.library(krate)?.modules[module].parent
    }

    /// What a name stands for in something, where code says so: it is there, even if unseen.
    pub(super) fn named_in(
        &self,
        of: &Entity,
        name: &str,
        namespace: Namespace,
        from: Place,
    ) -> Option<Entity> {
        let unseen = || match of {
            Entity::Module(place) if namespace == Namespace::Types && self.may_hide(*place) => {
                Some(Entity::Unseen {
                    place: *place,
                    names: vec![name.to_owned()],
                })
            }
            _ => None,
        };
        self.child(of, name, namespace, from).or_else(unseen)
    }

    /// Whether a module may have more than is known, itself or by its globs.
    fn may_hide(&self, place: Place) -> bool {
        // A way that leads back to the module tells nothing new of it.
        if let Some(known) = self.hiding.borrow().get(&place) {
            return *known;
        }
        self.hiding.borrow_mut().insert(place, false);
        let krate = self.krate(place.krate);
        let may_hide = match self.scopes(&krate, place.krate) {
            Some(all) => {
                let scope = &all[place.module];
                let mut globs = scope.globs.iter();
                scope.has_calls
                    || globs.any(|glob| {
                        glob.reach == Reach::Everywhere
                            && matches!(self.glob(place, glob), Some(Entity::Module(target))
                                if self.may_hide(target))
                    })
            }
            None => true,
        };
        self.hiding.borrow_mut().insert(place, may_hide);
        may_hide
    }

    /// What a name stands for in something.
    pub(super) fn child(
        &self,
        of: &Entity,
        name: &str,
        namespace: Namespace,
        from: Place,
    ) -> Option<Entity> {
        match of {
            Entity::Module(place) => self.name(*place, namespace, name, self.reach(from, *place)),
            Entity::Std(path) => {
                let mut path = path.clone();
                path.push(name.to_owned());
                Some(Entity::Std(path))
            }
            Entity::Unseen { place, names } => {
                let mut names = names.clone();
                names.push(name.to_owned());
                Some(Entity::Unseen {
                    place: *place,
                    names,
                })
            }
            Entity::Item { place, item, .. } => {
                let library = self.library(place.krate)?;
                let syn::Item::Enum(of) = &library.modules[place.module].items[*item] else {
                    return None;
                };
                let is_variant = of.variants.iter().any(|variant| variant.ident == name);
                is_variant.then(|| Entity::Item {
                    place: *place,
                    item: *item,
                    name: name.to_owned(),
                })
            }
        }
    }

    /// What a module has under a name.
    fn name(&self, place: Place, namespace: Namespace, name: &str, reach: Reach) -> Option<Entity> {
        let krate = self.krate(place.krate);
        let scope = &self.scopes(&krate, place.krate)?[place.module];
        let mut imports = Vec::new();
        for binding in scope.named(name) {
            if binding.reach < reach || !binding.is_in(namespace) {
                continue;
            }
            match &binding.target {
                Target::Import(import) => imports.push(import),
                Target::Module(module) => {
                    return Some(Entity::Module(Place {
                        module: *module,
                        ..place
                    }));
                }
                Target::Item(item) => {
                    return Some(Entity::Item {
                        place,
                        item: *item,
                        name: name.to_owned(),
                    });
                }
                Target::Crate(of) if of == "self" => {
                    return Some(Entity::Module(Place { module: 0, ..place }));
                }
                Target::Crate(of) => return self.external(place.krate, of),
            }
        }
        let globs = scope.globs.iter().filter(|glob| glob.reach >= reach);
        if imports.is_empty() && globs.clone().next().is_none() {
            return None;
        }
        let query = Query {
            place,
            namespace,
            reach,
            name: name.to_owned(),
        };
        self.remembered(query, || {
            let mut imported = imports
                .iter()
                .filter_map(|import| self.import(place, import, namespace));
            let mut unseen = None;
            // It may be a macro, of the same name, that is not seen.
            let known = imported.find(|entity| {
                let is_seen = !matches!(entity, Entity::Unseen { .. });
                if !is_seen {
                    unseen.get_or_insert(entity.clone());
                }
                is_seen
            });
            known
                .or_else(|| {
                    globs
                        .clone()
                        .find_map(|glob| self.through(place, glob, namespace, name))
                })
                .or(unseen)
        })
    }

    pub(super) fn import(
        &self,
        place: Place,
        import: &Import,
        namespace: Namespace,
    ) -> Option<Entity> {
        self.path(place, names(import), namespace)
    }

    /// Where a glob leads to.
    pub(super) fn glob(&self, place: Place, glob: &Glob) -> Option<Entity> {
        self.path(place, names(&glob.import), Namespace::Types)
    }

    fn through(
        &self,
        place: Place,
        glob: &Glob,
        namespace: Namespace,
        name: &str,
    ) -> Option<Entity> {
        match self.glob(place, glob)? {
            // Of these it is not known what they have.
            Entity::Std(_) | Entity::Unseen { .. } => None,
            target => self.child(&target, name, namespace, place),
        }
    }

    /// Answers a question once; one that leads back to itself has no answer there.
    fn remembered(&self, query: Query, find: impl FnOnce() -> Option<Entity>) -> Option<Entity> {
        if let Some(found) = self.found.borrow().get(&query) {
            return found.clone();
        }
        // What was asked before for the same question, and had no answer, has none now, or who
        // asked it goes on looking: so a tangle of globs is searched once.
        if !self.asked.borrow_mut().insert(query.clone()) {
            self.rounds.set(self.rounds.get() + 1);
            return None;
        }
        let (depth, rounds) = (self.depth.get(), self.rounds.get());
        self.depth.set(depth + 1);
        let found = find();
        self.depth.set(depth);
        if depth == 0 {
            self.asked.borrow_mut().clear();
        }
        if found.is_some() || depth == 0 || rounds == self.rounds.get() {
            self.found.borrow_mut().insert(query, found.clone());
        }
        found
    }
}

pub(super) fn names(import: &Import) -> Names<'_> {
    Names {
        names: &import.path,
        is_absolute: import.is_absolute,
        is_import: true,
    }
}
