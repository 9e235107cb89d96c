//! Where an item is documented.

use syn::{Ident, Item};

use crate::model::{Definition, Package};

/// How rustdoc calls the kind of an item.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Function,
    Struct,
    Enum,
    Union,
    Trait,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Function => "fn",
            Kind::Struct => "struct",
            Kind::Enum => "enum",
            Kind::Union => "union",
            Kind::Trait => "trait",
        }
    }
}

/// What a type is; those that a macro makes are structs.
pub(super) fn kind(of: &Definition) -> Kind {
    let module = &of.library.modules[of.module];
    match module.items.get(of.item) {
        Some(Item::Enum(_)) => Kind::Enum,
        Some(Item::Union(_)) => Kind::Union,
        Some(Item::Trait(_)) => Kind::Trait,
        _ => Kind::Struct,
    }
}

/// The page of an item, by its public path from the crate's name on.
pub(super) fn item(package: &Package, path: &str, kind: Kind) -> Option<String> {
    let (modules, name) = path.strip_prefix(&package.lib)?.rsplit_once("::")?;
    is_published(package).then(|| {
        format!(
            "https://docs.rs/{}/{}/{}{}/{}.{name}.html",
            package.name,
            package.version,
            package.target,
            modules.replace("::", "/"),
            kind.word(),
        )
    })
}

/// The place of a method on the page of its type or trait.
pub(super) fn member(
    package: &Package,
    of: &str,
    kind: Kind,
    anchor: &str,
    name: &Ident,
) -> Option<String> {
    Some(format!("{}#{anchor}.{name}", item(package, of, kind)?))
}

/// Whether the sources are those that a registry keeps, in the folder where cargo unpacks them.
fn is_published(package: &Package) -> bool {
    let mut parents = package.root.components();
    parents.any(|part| part.as_os_str() == "registry")
}
