//! What a crate shows to others, and by which path.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::entity::{Entity, Namespace, Place, Reach};
use super::world::World;

/// All that has a public path in a crate.
#[derive(Default)]
pub(super) struct Exports {
    paths: HashMap<Entity, Export>,
    /// The other crates' modules that it passes on, and by which paths.
    passed_on: Vec<(Place, Vec<String>)>,
}

pub(super) struct Export {
    /// Below the crate.
    pub(super) path: Vec<String>,
    /// Whether all ways to it lead through something `#[doc(hidden)]`.
    pub(super) is_hidden: bool,
}

/// A name that a module shows to other crates.
struct Shown {
    name: String,
    entity: Entity,
    is_hidden: bool,
}

/// Of several paths that is taken which is not hidden, is shortest, goes through no prelude, and
/// comes first.
type Rank = (bool, usize, bool, usize);

impl Exports {
    pub(super) fn get(&self, entity: &Entity) -> Option<&Export> {
        self.paths.get(entity)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Entity, &Export)> {
        self.paths.iter()
    }

    fn of(world: &World<'_>, krate: usize) -> Exports {
        let mut exports = Exports::default();
        let root = Place { krate, module: 0 };
        let mut left = BTreeMap::from([((false, 0, false, 0), (Entity::Module(root), Vec::new()))]);
        let mut count = 0;
        while let Some((rank, (entity, path))) = left.pop_first() {
            let is_hidden = rank.0;
            if exports.paths.contains_key(&entity) {
                continue;
            }
            // Another crate's modules are known by their own paths.
            let module = match &entity {
                Entity::Module(place) if place.krate == krate => Some(*place),
                _ => None,
            };
            for shown in module.into_iter().flat_map(|place| world.shown(place)) {
                count += 1;
                let mut path: Vec<String> = path.clone();
                path.push(shown.name);
                let is_prelude = path.iter().any(|name| name == "prelude");
                let rank: Rank = (is_hidden || shown.is_hidden, path.len(), is_prelude, count);
                left.insert(rank, (shown.entity, path));
            }
            match entity {
                Entity::Module(place) if place.krate != krate && !is_hidden => {
                    exports.passed_on.push((place, path.clone()));
                }
                _ => {}
            }
            exports.paths.insert(entity, Export { path, is_hidden });
        }
        exports
    }
}

impl World<'_> {
    pub(super) fn exports(&self, krate: usize) -> Rc<super::world::Crate> {
        let known = self.krate(krate);
        known.exports.get_or_init(|| Exports::of(self, krate));
        known
    }

    /// The names that a module shows to other crates.
    fn shown(&self, place: Place) -> Vec<Shown> {
        let mut shown = Vec::new();
        self.collect(
            place,
            false,
            &mut HashSet::new(),
            &mut HashSet::new(),
            &mut shown,
        );
        shown
    }

    fn collect(
        &self,
        place: Place,
        is_hidden: bool,
        visited: &mut HashSet<Place>,
        taken: &mut HashSet<(String, Namespace)>,
        shown: &mut Vec<Shown>,
    ) {
        let krate = self.krate(place.krate);
        let scopes = self.scopes(&krate, place.krate);
        let Some(scope) = scopes
            .filter(|_| visited.insert(place))
            .map(|all| &all[place.module])
        else {
            return;
        };
        for name in &scope.order {
            for binding in scope.named(name) {
                if binding.reach != Reach::Everywhere {
                    continue;
                }
                for namespace in [Namespace::Types, Namespace::Values] {
                    if !binding.is_in(namespace) || taken.contains(&(name.clone(), namespace)) {
                        continue;
                    }
                    let found = self.child(&Entity::Module(place), name, namespace, place);
                    let Some(entity) = found.filter(|entity| self.is_public(entity)) else {
                        continue;
                    };
                    taken.insert((name.clone(), namespace));
                    shown.push(Shown {
                        is_hidden: is_hidden || binding.is_hidden || self.is_hidden(&entity),
                        name: name.clone(),
                        entity,
                    });
                }
            }
        }
        for glob in scope
            .globs
            .iter()
            .filter(|glob| glob.reach == Reach::Everywhere)
        {
            if let Some(Entity::Module(target)) = self.glob(place, glob) {
                let is_hidden = is_hidden || glob.is_hidden;
                self.collect(target, is_hidden, visited, taken, shown);
            }
        }
    }

    /// Whether it is declared `pub`: of two things with one name, an import may pass on only one.
    fn is_public(&self, entity: &Entity) -> bool {
        self.declared(entity)
            .is_none_or(|(reach, _)| reach == Reach::Everywhere)
    }

    /// Whether the item itself is `#[doc(hidden)]`; a module's only matters on the way through it.
    fn is_hidden(&self, entity: &Entity) -> bool {
        matches!(entity, Entity::Item { .. })
            && self
                .declared(entity)
                .is_some_and(|(_, is_hidden)| is_hidden)
    }

    /// How an entity is declared, where that is: how far it can be seen, and whether it is hidden.
    fn declared(&self, entity: &Entity) -> Option<(Reach, bool)> {
        let (parent, name) = match entity {
            Entity::Module(place) => {
                let library = self.library(place.krate)?;
                let module = &library.modules[place.module];
                return module
                    .parent
                    .map(|_| (Reach::of(&module.vis), module.is_hidden));
            }
            Entity::Item { place, name, .. } => (place, name),
            Entity::Std(_) | Entity::Unseen { .. } => return None,
        };
        let krate = self.krate(parent.krate);
        let scope = &self.scopes(&krate, parent.krate)?[parent.module];
        let Entity::Item { item, .. } = entity else {
            return None;
        };
        let declared = scope
            .named(name)
            .iter()
            .find(|binding| binding.is_item(*item))?;
        Some((declared.reach, declared.is_hidden))
    }

    /// The path of something, from the name of a crate on, as code outside of crate `home` can
    /// write it: through that crate, if it passes the thing on, else through its own.
    pub(super) fn public_path(&self, entity: &Entity, home: usize) -> Option<Vec<String>> {
        if let Entity::Std(path) = entity {
            return Some(path.clone());
        }
        if let Some(export) = self.exported(entity, home) {
            return Some(self.below(home, &export, &[]));
        }
        if let Entity::Unseen { place, names } = entity {
            let mut path = self.public_path(&Entity::Module(*place), home)?;
            path.extend_from_slice(names);
            return Some(path);
        }
        let (Entity::Module(place) | Entity::Item { place, .. }) = entity else {
            return None;
        };
        if place.krate == home {
            return None;
        }
        let own = self.exported(entity, place.krate);
        let exports = self.exports(home);
        let passed_on = exports
            .exports
            .get()
            .into_iter()
            .flat_map(|all| &all.passed_on);
        let (near, far): (Vec<_>, Vec<_>) =
            passed_on.partition(|(module, _)| module.krate == place.krate);
        // Other crates, which may pass it on in turn, are only read if they must be.
        [near, far]
            .into_iter()
            .find_map(|modules| self.through_one_of(modules, entity, home))
            .or_else(|| Some(self.below(place.krate, &own?, &[])))
    }

    /// The shortest path of something through modules that a crate passes on.
    fn through_one_of(
        &self,
        modules: Vec<&(Place, Vec<String>)>,
        entity: &Entity,
        home: usize,
    ) -> Option<Vec<String>> {
        let paths = modules.into_iter().filter_map(|(module, path)| {
            let from = self.exported(&Entity::Module(*module), module.krate)?;
            let to = self.exported(entity, module.krate)?;
            Some(self.below(home, path, to.strip_prefix(from.as_slice())?))
        });
        paths.min_by(|one, other| (one.len(), one).cmp(&(other.len(), other)))
    }

    fn exported(&self, entity: &Entity, number: usize) -> Option<Vec<String>> {
        let krate = self.exports(number);
        let export = krate.exports.get()?.get(entity)?;
        // What is another crate's is not taken out of a hidden corner of this one.
        let is_own = match entity {
            Entity::Module(place) | Entity::Item { place, .. } | Entity::Unseen { place, .. } => {
                place.krate == number
            }
            Entity::Std(_) => false,
        };
        (is_own || !export.is_hidden).then(|| export.path.clone())
    }

    fn below(&self, krate: usize, path: &[String], rest: &[String]) -> Vec<String> {
        let mut whole = vec![self.crate_name(krate)];
        whole.extend_from_slice(path);
        whole.extend_from_slice(rest);
        whole
    }
}
