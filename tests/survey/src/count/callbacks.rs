//! Which types are callbacks.

use std::collections::BTreeSet;

use rustdoc_types::{
    Crate, GenericArg, GenericArgs, GenericBound, GenericParamDefKind, Generics, Id, ItemEnum,
    Path, Trait, Type, WherePredicate,
};

/// What can be looked through.
const WRAPPERS: [&str; 4] = ["Option", "Box", "Rc", "Arc"];

/// Knows the closure traits of a crate.
pub(super) struct Callbacks<'a> {
    docs: &'a Crate,
    /// Traits that all closures of some kind implement.
    traits: BTreeSet<Id>,
}

impl<'a> Callbacks<'a> {
    pub(super) fn of(docs: &'a Crate) -> Self {
        let mut callbacks = Self {
            docs,
            traits: BTreeSet::new(),
        };
        // One may be implemented for all that implements another: as often as that finds more.
        loop {
            let found = docs
                .index
                .iter()
                .filter_map(|(id, item)| match &item.inner {
                    ItemEnum::Trait(item) if callbacks.stands_for_closures(item) => Some(*id),
                    _ => None,
                });
            let found: BTreeSet<Id> = found.collect();
            if found == callbacks.traits {
                return callbacks;
            }
            callbacks.traits = found;
        }
    }

    /// Whether a parameter of this type is a callback, beside these others.
    pub(super) fn is_one(&self, ty: &Type, generics: &[&Generics], beside: &[&Type]) -> bool {
        match ty {
            Type::ImplTrait(bounds) => self.any_closure(bounds),
            Type::DynTrait(ty) => ty.traits.iter().any(|bound| self.is_closure(&bound.trait_)),
            Type::Generic(name) => generics
                .iter()
                .any(|generics| self.is_bound(name, generics)),
            Type::BorrowedRef { type_, .. } => self.is_one(type_, generics, beside),
            Type::FunctionPointer(pointer) => {
                let mut inputs = pointer.sig.inputs.iter();
                inputs.any(|(_, ty)| self.is_user_data(ty))
                    && beside.iter().any(|ty| self.is_user_data(ty))
            }
            Type::ResolvedPath(path) => {
                if let Some(ItemEnum::TypeAlias(alias)) =
                    self.docs.index.get(&path.id).map(|item| &item.inner)
                {
                    return self.is_one(
                        &alias.type_,
                        &[&[&alias.generics], generics].concat(),
                        beside,
                    );
                }
                WRAPPERS.contains(&self.name(path))
                    && arguments(path).any(|ty| self.is_one(ty, generics, beside))
            }
            _ => false,
        }
    }

    fn is_bound(&self, parameter: &str, generics: &Generics) -> bool {
        let inline = generics
            .params
            .iter()
            .filter(|param| param.name == parameter);
        let mut inline = inline.filter_map(|param| match &param.kind {
            GenericParamDefKind::Type { bounds, .. } => Some(bounds),
            _ => None,
        });
        let mut predicates =
            generics
                .where_predicates
                .iter()
                .filter_map(|predicate| match predicate {
                    WherePredicate::BoundPredicate {
                        type_: Type::Generic(name),
                        bounds,
                        ..
                    } if name == parameter => Some(bounds),
                    _ => None,
                });
        inline.any(|bounds| self.any_closure(bounds))
            || predicates.any(|bounds| self.any_closure(bounds))
    }

    fn any_closure(&self, bounds: &[GenericBound]) -> bool {
        bounds.iter().any(|bound| match bound {
            GenericBound::TraitBound { trait_, .. } => self.is_closure(trait_),
            _ => false,
        })
    }

    fn is_closure(&self, path: &Path) -> bool {
        matches!(self.name(path), "Fn" | "FnMut" | "FnOnce") || self.traits.contains(&path.id)
    }

    /// `*mut c_void`, the word that a C callback gets back.
    fn is_user_data(&self, ty: &Type) -> bool {
        match ty {
            Type::RawPointer { type_, .. } => {
                matches!(&**type_, Type::ResolvedPath(path) if self.name(path) == "c_void")
            }
            _ => false,
        }
    }

    /// What it is called where it is defined, whatever it was imported as.
    fn name<'b>(&'b self, path: &'b Path) -> &'b str {
        let defined = self
            .docs
            .paths
            .get(&path.id)
            .and_then(|item| item.path.last());
        defined.unwrap_or(&path.path)
    }

    /// Whether a trait asks for a closure, or is implemented for whatever is one.
    fn stands_for_closures(&self, item: &Trait) -> bool {
        let blanket = item.implementations.iter().any(|id| {
            match self.docs.index.get(id).map(|item| &item.inner) {
                Some(ItemEnum::Impl(block)) => match &block.for_ {
                    Type::Generic(name) => self.is_bound(name, &block.generics),
                    _ => false,
                },
                _ => false,
            }
        });
        blanket || self.any_closure(&item.bounds)
    }
}

/// The types in a path's angle brackets.
fn arguments(path: &Path) -> impl Iterator<Item = &Type> {
    let args = match path.args.as_deref() {
        Some(GenericArgs::AngleBracketed { args, .. }) => args.as_slice(),
        _ => &[],
    };
    args.iter().filter_map(|arg| match arg {
        GenericArg::Type(ty) => Some(ty),
        _ => None,
    })
}
