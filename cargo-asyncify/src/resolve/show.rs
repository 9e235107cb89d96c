//! Writes out, by public paths, what names were fixed to.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{
    ExprPath, Ident, Path, PathSegment, PredicateType, Token, TraitBound, Type, TypeImplTrait,
    TypeParam, TypeParamBound, TypePath,
};

use super::closure::Bounds;
use super::entity::Entity;
use super::fix;
use super::implementors;
use super::substitute;
use super::world::World;

/// Turns names that were fixed into public paths.
pub(super) struct Show<'w> {
    world: &'w World<'w>,
    /// The crate through which things are named, as far as it passes them on.
    home: usize,
    /// Crates besides that one, and their versions.
    pub(super) crates: BTreeMap<String, String>,
    /// The names of what is not public.
    pub(super) private: BTreeSet<String>,
    depth: usize,
}

impl<'w> Show<'w> {
    pub(super) fn new(world: &'w World<'w>, home: usize) -> Self {
        Show {
            world,
            home,
            crates: BTreeMap::new(),
            private: BTreeSet::new(),
            depth: 0,
        }
    }

    /// Returns by how much the path is longer then.
    pub(super) fn path(&mut self, path: &mut Path) -> usize {
        for segment in &mut path.segments {
            self.visit_path_arguments_mut(&mut segment.arguments);
        }
        let Some(entity) = fix::head(self.world, path) else {
            return 0;
        };
        let mut by = Path {
            leading_colon: None,
            segments: Default::default(),
        };
        match self.world.public_path(&entity, self.home) {
            Some(names) => {
                by.leading_colon = Some(<Token![::]>::default());
                let names = c_type(&names).unwrap_or(names);
                self.note(&names[0], &entity);
                by.segments
                    .extend(names.iter().map(|name| PathSegment::from(ident(name))));
            }
            None => {
                let name = match &entity {
                    Entity::Item { name, .. } => name,
                    Entity::Unseen { names, .. } => &names[names.len() - 1],
                    Entity::Module(_) | Entity::Std(_) => return 0,
                };
                self.private.insert(name.clone());
                by.segments.push(PathSegment::from(ident(name)));
            }
        }
        let longer = by.segments.len() - 1;
        fix::replace(path, 1, &by);
        longer
    }

    /// Remembers a crate that someone who uses the path needs, and has not got.
    fn note(&mut self, name: &str, entity: &Entity) {
        let (Entity::Module(place) | Entity::Item { place, .. } | Entity::Unseen { place, .. }) =
            entity
        else {
            return;
        };
        if name == "std" || name == self.world.crate_name(self.home) {
            return;
        }
        let library = self.world.library(place.krate);
        let version = library.map(|library| library.package.version.clone());
        let home = self.world.library(self.home);
        let beside = home.as_ref().and_then(|home| home.package.beside.get(name));
        if version.is_none() || beside != version.as_ref() {
            self.crates
                .insert(name.to_owned(), version.unwrap_or_default());
        }
    }

    /// What an alias that is not public stands for.
    fn unaliased(&self, ty: &Type) -> Option<Type> {
        let Type::Path(TypePath {
            qself: None, path, ..
        }) = ty
        else {
            return None;
        };
        let entity = fix::head(self.world, path)?;
        if self.world.public_path(&entity, self.home).is_some() {
            return None;
        }
        substitute::target(self.world, path)
    }
}

impl Show<'_> {
    /// Traits that can't be named are replaced by what they come down to.
    fn bounds(&self, bounds: &mut Bounds) {
        let all = std::mem::take(bounds).into_iter();
        *bounds = all.flat_map(|bound| self.nameable(bound, 0)).collect();
    }

    fn nameable(&self, bound: TypeParamBound, depth: usize) -> Bounds {
        let entity = match &bound {
            TypeParamBound::Trait(bound) => fix::head(self.world, &bound.path),
            _ => None,
        };
        let private = entity.filter(|entity| self.world.public_path(entity, self.home).is_none());
        let asked = private.and_then(|entity| implementors::asked(self.world, &entity));
        match asked.filter(|_| depth < 8) {
            Some(asked) => asked
                .into_iter()
                .flat_map(|bound| self.nameable(bound, depth + 1))
                .collect(),
            None => Bounds::from_iter([bound]),
        }
    }
}

impl VisitMut for Show<'_> {
    fn visit_type_param_mut(&mut self, param: &mut TypeParam) {
        self.bounds(&mut param.bounds);
        visit_mut::visit_type_param_mut(self, param);
    }

    fn visit_predicate_type_mut(&mut self, predicate: &mut PredicateType) {
        self.bounds(&mut predicate.bounds);
        visit_mut::visit_predicate_type_mut(self, predicate);
    }

    fn visit_type_impl_trait_mut(&mut self, ty: &mut TypeImplTrait) {
        let written = ty.bounds.clone();
        self.bounds(&mut ty.bounds);
        // There is no `impl` of nothing.
        if ty.bounds.is_empty() {
            ty.bounds = written;
        }
        visit_mut::visit_type_impl_trait_mut(self, ty);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        // An alias in which its own name stands would never end.
        if let Some(target) = (self.depth < 16).then(|| self.unaliased(ty)).flatten() {
            *ty = target;
            self.depth += 1;
            self.visit_type_mut(ty);
            self.depth -= 1;
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_type_path_mut(&mut self, ty: &mut TypePath) {
        if let Some(qself) = &mut ty.qself {
            self.visit_type_mut(&mut qself.ty);
        }
        let longer = self.path(&mut ty.path);
        if let Some(qself) = ty.qself.as_mut().filter(|qself| qself.position > 0) {
            qself.position += longer;
        }
    }

    fn visit_trait_bound_mut(&mut self, bound: &mut TraitBound) {
        self.path(&mut bound.path);
    }

    fn visit_expr_path_mut(&mut self, expr: &mut ExprPath) {
        self.path(&mut expr.path);
    }
}

/// The standard library's name for one of C's types.
fn c_type(names: &[String]) -> Option<Vec<String>> {
    const NAMES: &[&str] = &[
        "c_char",
        "c_double",
        "c_float",
        "c_int",
        "c_long",
        "c_longlong",
        "c_schar",
        "c_short",
        "c_uchar",
        "c_uint",
        "c_ulong",
        "c_ulonglong",
        "c_ushort",
        "c_void",
    ];
    match names {
        [krate, name] if krate == "libc" && NAMES.contains(&name.as_str()) => {
            Some(["std", "ffi", name].map(str::to_owned).to_vec())
        }
        _ => None,
    }
}

/// The name as it is written, raw where it is a keyword.
fn ident(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| match name {
        "self" | "Self" | "super" | "crate" => Ident::new(name, Span::call_site()),
        name => Ident::new_raw(name, Span::call_site()),
    })
}
