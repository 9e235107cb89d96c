//! Which closures implement a trait, by what the trait's crate says.

use std::rc::Rc;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{
    Fields, Generics, Ident, ImplItem, Item, ItemImpl, Path, PathArguments, Type, TypeParamBound,
    TypePath, Visibility,
};

use super::blanket::Unified;
use super::closure::{Bounds, Closure, Layer, Search, first_argument};
use super::entity::Entity;
use super::fix::{self, Fix};
use super::impls::Block;
use super::substitute::Arguments;
use super::uses::text;
use super::world::World;
use crate::syntax::bare;

/// A trait that is implemented for closures; all names are fixed.
pub(super) struct Implemented {
    pub(super) generics: Generics,
    /// Those that need no wrapper first, and of those the ones that are for fewest arguments.
    pub(super) by: Vec<Implementor>,
}

/// A block, and the closure that it implements the trait for.
pub(super) struct Implementor {
    pub(super) generics: Generics,
    /// The types that stand for the trait's parameters, in their order.
    pub(super) arguments: Vec<Option<Type>>,
    pub(super) associated: Vec<(Ident, Type)>,
    pub(super) closure: Closure,
}

impl Implemented {
    pub(super) fn of(world: &World<'_>, entity: &Entity) -> Option<Rc<Implemented>> {
        if let Some(known) = world.implemented.borrow().get(entity) {
            return known.clone();
        }
        // Blocks such as `impl<T: Trait> Trait for Box<T>` lead back here, where they tell nothing.
        world.implemented.borrow_mut().insert(entity.clone(), None);
        let found = Implemented::read(world, entity).map(Rc::new);
        world
            .implemented
            .borrow_mut()
            .insert(entity.clone(), found.clone());
        found
    }

    fn read(world: &World<'_>, entity: &Entity) -> Option<Implemented> {
        let item = world.item(entity)?;
        let Item::Trait(of) = &*item else {
            return None;
        };
        let mut generics = of.generics.clone();
        Fix::new(world, item.place, &[&of.generics]).visit_generics_mut(&mut generics);
        let blocks = world.implementations(entity);
        let types = blocks.len();
        let mut by: Vec<_> = blocks
            .into_iter()
            .filter_map(|block| implementor(world, block, &generics))
            .collect();
        // Among many other types, a closure's wrapper does not make it a trait for closures.
        if by.len() * 2 <= types {
            by.retain(|implementor| implementor.closure.layers.is_empty());
        }
        by.sort_by_key(|implementor| {
            let said = implementor.arguments.iter().flatten();
            let words = said
                .map(|ty| ty.to_token_stream().into_iter().map(count).sum::<usize>())
                .sum::<usize>();
            (implementor.closure.layers.len(), std::cmp::Reverse(words))
        });
        (!by.is_empty()).then_some(Implemented { generics, by })
    }
}

/// What a trait without arguments comes down to, where all types that meet some bounds implement it.
pub(super) fn asked(world: &World<'_>, of: &Entity) -> Option<Bounds> {
    let item = world.item(of)?;
    let Item::Trait(trait_item) = &*item else {
        return None;
    };
    if trait_item.generics.type_params().next().is_some() {
        return None;
    }
    let mut blocks = world.implementations(of).into_iter();
    let (Some(block), None) = (blocks.next(), blocks.next()) else {
        return None;
    };
    let item = world.item_at(block.place, block.item)?;
    let Item::Impl(implementation) = &*item else {
        return None;
    };
    let Type::Path(subject) = bare(&implementation.self_ty) else {
        return None;
    };
    let name = text(subject.path.get_ident()?);
    let mut generics = implementation.generics.clone();
    Fix::new(world, block.place, &[&implementation.generics]).visit_generics_mut(&mut generics);
    let search = Search {
        world,
        generics: std::slice::from_ref(&generics),
        depth: 0,
    };
    let bounds = search.parameter(&name)?;
    let is_sized = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some());
    Some(
        bounds
            .into_iter()
            .filter(|bound| !is_sized(bound))
            .collect(),
    )
}

/// The types that a path gives to parameters, in their order.
pub(super) fn arguments(generics: &Generics, path: &Path) -> Vec<Option<Type>> {
    let Some(last) = path.segments.last() else {
        return Vec::new();
    };
    let arguments = Arguments::of(generics, &last.arguments);
    let params = generics.type_params();
    params
        .map(|param| arguments.types.get(&text(&param.ident)).cloned())
        .collect()
}

fn implementor(world: &World<'_>, block: Block, of: &Generics) -> Option<Implementor> {
    let item = world.item_at(block.place, block.item)?;
    let Item::Impl(ItemImpl {
        generics,
        trait_: Some((path, _)),
        self_ty,
        items,
        ..
    }) = &*item
    else {
        return None;
    };
    let mut fix = Fix::new(world, block.place, &[generics]);
    let mut ty = (**self_ty).clone();
    fix.visit_type_mut(&mut ty);
    let mut generics = generics.clone();
    fix.visit_generics_mut(&mut generics);
    let search = Search {
        world,
        generics: std::slice::from_ref(&generics),
        depth: 0,
    };
    let closure = wrapped(&search, &ty)?;

    let mut path = path.clone();
    fix.visit_path_mut(&mut path);
    let types = items.iter().filter_map(|item| match item {
        ImplItem::Type(member) => Some((member.ident.clone(), member.ty.clone())),
        _ => None,
    });
    let mut associated: Vec<_> = types.collect();
    for (_, ty) in &mut associated {
        fix.visit_type_mut(ty);
    }
    Some(Implementor {
        arguments: arguments(of, &path),
        associated,
        closure,
        generics,
    })
}

/// The closure that a type is, or is made of.
pub(super) fn wrapped(search: &Search<'_>, ty: &Type) -> Option<Closure> {
    match newtype(search.world, ty) {
        Some((by, field)) => {
            let mut closure = search.ty(&field)?;
            closure.is_exact = false;
            closure.layers.insert(0, Layer { by, ty: None });
            Some(closure)
        }
        // What is lent can't be what a parameter owns.
        None if matches!(bare(ty), Type::Reference(_)) => None,
        None => search.ty(ty),
    }
}

/// The closure that a type is made of by `From`.
pub(super) fn converted(search: &Search<'_>, ty: &Type) -> Option<Closure> {
    let world = search.world;
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = bare(ty)
    else {
        return None;
    };
    let entity = fix::head(world, path)?;
    let of = parameters(world, &entity)?;
    let given = arguments(&of, path);
    let mut blocks = world.conversions(&entity).into_iter();
    let mut closure = blocks.find_map(|block| made_of(search, block, &of, &given))?;
    closure.behind = Some(entity);
    Some(closure)
}

/// The parameters of a type.
fn parameters(world: &World<'_>, of: &Entity) -> Option<Generics> {
    let item = world.item(of)?;
    let mut generics = match &*item {
        Item::Struct(of) => of.generics.clone(),
        Item::Enum(of) => of.generics.clone(),
        _ => return None,
    };
    Fix::new(world, item.place, &[&generics.clone()]).visit_generics_mut(&mut generics);
    Some(generics)
}

/// What a block of `From` takes, if that is a closure, and it makes the type with these arguments.
fn made_of(
    search: &Search<'_>,
    block: Block,
    of: &Generics,
    given: &[Option<Type>],
) -> Option<Closure> {
    let world = search.world;
    let item = world.item_at(block.place, block.item)?;
    let Item::Impl(ItemImpl {
        generics,
        trait_: Some((path, _)),
        self_ty,
        ..
    }) = &*item
    else {
        return None;
    };
    let mut fix = Fix::new(world, block.place, &[generics]);
    let mut taken = first_argument(&path.segments.last()?.arguments)?;
    fix.visit_type_mut(&mut taken);
    let mut made = bare(self_ty).clone();
    fix.visit_type_mut(&mut made);
    let Type::Path(made) = made else {
        return None;
    };
    let mut generics = generics.clone();
    fix.visit_generics_mut(&mut generics);
    let inside = Search {
        generics: std::slice::from_ref(&generics),
        ..*search
    };
    let closure = wrapped(&inside, &taken)?;
    Unified::of(&generics, &arguments(of, &made.path), given)?.applied(closure)
}

/// The constructor and the field of a tuple struct that has only that one.
fn newtype(world: &World<'_>, ty: &Type) -> Option<(Path, Type)> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = bare(ty)
    else {
        return None;
    };
    let item = world.item(&fix::head(world, path)?)?;
    let Item::Struct(of) = &*item else {
        return None;
    };
    let Fields::Unnamed(fields) = &of.fields else {
        return None;
    };
    let [field] = &fields.unnamed.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    if !matches!(field.vis, Visibility::Public(_)) {
        return None;
    }
    let mut ty = field.ty.clone();
    Fix::new(world, item.place, &[&of.generics]).visit_type_mut(&mut ty);
    let given = &path.segments.last()?.arguments;
    Arguments::of(&of.generics, given).visit_type_mut(&mut ty);
    let mut by = path.clone();
    by.segments.last_mut()?.arguments = PathArguments::None;
    Some((by, ty))
}

/// How many tokens one is made of.
fn count(token: TokenTree) -> usize {
    match token {
        TokenTree::Group(group) => 1 + group.stream().into_iter().map(count).sum::<usize>(),
        _ => 1,
    }
}
