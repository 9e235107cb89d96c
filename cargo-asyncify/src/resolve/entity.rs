//! What a name can stand for.

/// A module of a crate, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) krate: usize,
    pub(super) module: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Entity {
    Module(Place),
    /// The item by its number in the module, and by the name, which may be one of several.
    Item {
        place: Place,
        item: usize,
        name: String,
    },
    /// A path into the standard library, where every name is taken for a known one.
    Std(Vec<String>),
    /// What code names in a module where it can't be seen: in a crate that is not read, or among
    /// what macros make.
    Unseen {
        place: Place,
        names: Vec<String>,
    },
}

impl Entity {
    /// The last name of a path into the standard library.
    pub(super) fn std_name(&self) -> Option<&str> {
        match self {
            Entity::Std(path) => path.last().map(String::as_str),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Namespace {
    /// Modules among them.
    Types,
    Values,
}

/// How far away those are who may see a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Reach {
    /// In the same module, or in one inside it.
    Inside,
    /// Elsewhere in the crate: `pub(super)` and the like count as `pub(crate)`.
    Crate,
    /// In other crates.
    Everywhere,
}

impl Reach {
    pub(super) fn of(vis: &syn::Visibility) -> Reach {
        match vis {
            syn::Visibility::Public(_) => Reach::Everywhere,
            syn::Visibility::Restricted(to) if !to.path.is_ident("self") => Reach::Crate,
            _ => Reach::Inside,
        }
    }
}
