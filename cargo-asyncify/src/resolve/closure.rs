//! The closure that a parameter takes, through aliases and traits that hide it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    GenericArgument, GenericParam, Generics, Item, Path, PathArguments, ReturnType, Token,
    TraitBound, Type, TypeFnPtr, TypeParamBound, TypePath, WherePredicate,
};

use super::blanket;
use super::entity::Entity;
use super::fix;
use super::implementors;
use super::substitute;
use super::uses::text;
use super::world::World;
use crate::model::Calls;
use crate::syntax::bare;

pub(super) type Bounds = Punctuated<TypeParamBound, Token![+]>;

/// What was found; all names are fixed.
#[derive(Clone)]
pub(super) struct Closure {
    pub(super) calls: Calls,
    pub(super) shape: Shape,
    pub(super) is_send: bool,
    pub(super) is_static: bool,
    /// What it stands in, from the outside in.
    pub(super) layers: Vec<Layer>,
    /// Whether it is a `dyn Trait`, and needs something around it.
    pub(super) is_object: bool,
    /// Whether that says how long it lives: in a box, it is `'static` otherwise.
    is_bounded: bool,
    /// Whether nothing turns what it stands in into a box of a `dyn Trait`: where a parameter is of
    /// any type that has a trait.
    pub(super) is_exact: bool,
    /// The alias or trait that was looked through first.
    pub(super) behind: Option<Entity>,
}

#[derive(Clone)]
pub(super) enum Shape {
    Bound(TraitBound),
    Pointer(Type),
}

/// Something that a closure is put into.
#[derive(Clone)]
pub(super) struct Layer {
    /// The function that does it.
    pub(super) by: Path,
    /// What comes out, where it is to be turned into that: a box of a `dyn Trait`.
    pub(super) ty: Option<Type>,
}

impl Closure {
    pub(super) fn inputs(&self) -> Vec<Type> {
        match &self.shape {
            Shape::Bound(bound) => match sugar(bound) {
                Some((inputs, _)) => inputs,
                None => Vec::new(),
            },
            Shape::Pointer(ty) => {
                let inputs = pointer(ty).into_iter().flat_map(|it| &it.inputs);
                inputs.map(|input| input.ty.clone()).collect()
            }
        }
    }

    pub(super) fn output(&self) -> Option<Type> {
        let output = match &self.shape {
            Shape::Bound(bound) => sugar(bound)?.1,
            Shape::Pointer(ty) => pointer(ty)?.output.clone(),
        };
        match output {
            ReturnType::Type(_, ty) if !matches!(bare(&ty), Type::Tuple(unit) if unit.elems.is_empty()) => {
                Some(*ty)
            }
            _ => None,
        }
    }
}

/// The `(A, B) -> R` of an `Fn(A, B) -> R`.
fn sugar(bound: &TraitBound) -> Option<(Vec<Type>, ReturnType)> {
    match &bound.path.segments.last()?.arguments {
        PathArguments::Parenthesized(sugar) => Some((
            sugar.inputs.iter().map(|input| input.ty.clone()).collect(),
            sugar.output.clone(),
        )),
        _ => None,
    }
}

/// C's function pointer, which may stand in an `Option`.
fn pointer(ty: &Type) -> Option<&TypeFnPtr> {
    match bare(ty) {
        Type::FnPtr(pointer) => Some(pointer),
        Type::Path(path) => match &path.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(given) => given.args.iter().find_map(|it| match it {
                GenericArgument::Type(ty) => pointer(ty),
                _ => None,
            }),
            _ => None,
        },
        _ => None,
    }
}

/// Looks for closures, where these generics are declared.
pub(super) struct Search<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) generics: &'w [Generics],
    /// How many aliases were looked through so far.
    pub(super) depth: usize,
}

impl Search<'_> {
    pub(super) fn ty(&self, ty: &Type) -> Option<Closure> {
        if self.depth > 8 {
            return None;
        }
        match bare(ty) {
            Type::Reference(reference) => self.ty(&reference.elem),
            Type::ImplTrait(opaque) => self.bounds(&opaque.bounds),
            Type::TraitObject(object) => {
                let mut found = self.bounds(&object.bounds)?;
                found.is_object = true;
                found.is_bounded = object
                    .bounds
                    .iter()
                    .any(|bound| matches!(bound, TypeParamBound::Lifetime(_)));
                Some(found)
            }
            Type::FnPtr(pointer) if pointer.abi.is_some() => Some(Closure {
                calls: Calls::C,
                shape: Shape::Pointer(bare(ty).clone()),
                is_send: true,
                is_static: true,
                layers: Vec::new(),
                is_object: false,
                is_bounded: false,
                is_exact: false,
                behind: None,
            }),
            Type::Path(TypePath {
                qself: None, path, ..
            }) => self.path(path, ty),
            _ => None,
        }
    }

    fn path(&self, path: &Path, ty: &Type) -> Option<Closure> {
        let [segment] = &path.segments.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        let name = text(&segment.ident);
        if let Some(bounds) = self.parameter(&name) {
            return self.bounds(&bounds);
        }
        if let Some(target) = substitute::target(self.world, path) {
            let inner = Search {
                depth: self.depth + 1,
                ..*self
            };
            let mut found = inner.ty(&target)?;
            found.behind = fix::head(self.world, path);
            return Some(found);
        }
        let constructor = self.constructor(path)?;
        let mut found = self.ty(&first_argument(&segment.arguments)?)?;
        if let Shape::Pointer(pointer) = &mut found.shape {
            // C's null pointer is part of the type.
            *pointer = with_argument(ty, pointer);
            return Some(found);
        }
        // Unlike a reference to one, a `dyn Trait` in a box lives as long as it likes.
        found.is_static |= found.is_object && !found.is_bounded;
        let ty = found.is_object.then(|| ty.clone());
        (found.is_object, found.is_exact) = (false, false);
        found.layers.insert(
            0,
            Layer {
                by: constructor,
                ty,
            },
        );
        Some(found)
    }

    /// What makes one of the standard library's wrappers.
    fn constructor(&self, path: &Path) -> Option<Path> {
        let tokens: TokenStream = match std_name(self.world, path)?.as_str() {
            "Box" => quote!(Box::new),
            "Option" => quote!(Some),
            "Arc" => quote!(::std::sync::Arc::new),
            "Mutex" => quote!(::std::sync::Mutex::new),
            "RwLock" => quote!(::std::sync::RwLock::new),
            "Rc" => quote!(::std::rc::Rc::new),
            "RefCell" => quote!(::std::cell::RefCell::new),
            _ => return None,
        };
        syn::parse2(tokens).ok()
    }

    /// What a generic parameter is bounded by, if the name is one's.
    pub(super) fn parameter(&self, name: &str) -> Option<Bounds> {
        let mut bounds = None::<Punctuated<_, _>>;
        for generics in self.generics {
            for param in &generics.params {
                if let GenericParam::Type(param) = param
                    && param.ident == name
                {
                    bounds.get_or_insert_default().extend(param.bounds.clone());
                }
            }
        }
        let bounds = bounds.as_mut()?;
        let clauses = self
            .generics
            .iter()
            .filter_map(|generics| generics.where_clause.as_ref());
        for predicate in clauses.flat_map(|clause| &clause.predicates) {
            if let WherePredicate::Type(predicate) = predicate
                && let Type::Path(of) = bare(&predicate.bounded_ty)
                && of.path.is_ident(name)
            {
                // `where for<'a> F: Fn(&'a T)`
                bounds.extend(predicate.bounds.iter().cloned().map(|bound| match bound {
                    TypeParamBound::Trait(mut bound) => {
                        bound.lifetimes = bound.lifetimes.or_else(|| predicate.lifetimes.clone());
                        TypeParamBound::Trait(bound)
                    }
                    bound => bound,
                }));
            }
        }
        Some(bounds.clone())
    }

    pub(super) fn bounds(&self, bounds: &Bounds) -> Option<Closure> {
        let traits = || {
            bounds.iter().filter_map(|bound| match bound {
                TypeParamBound::Trait(bound) => Some(bound),
                _ => None,
            })
        };
        let hidden = |bound| blanket::find(self.world, bound).or_else(|| self.converted(bound));
        let mut found = traits()
            .find_map(|bound| self.itself(bound))
            .or_else(|| traits().find_map(hidden))?;
        found.is_exact = true;
        found.is_send |= traits().any(|bound| implies(self.world, bound, Implied::Send, 0));
        found.is_static |= bounds.iter().any(is_static)
            || traits().any(|bound| implies(self.world, bound, Implied::Static, 0));
        Some(found)
    }

    /// What an `Into<Callback>` takes, by what the type's crate says: a closure, or what it is put into.
    fn converted(&self, bound: &TraitBound) -> Option<Closure> {
        if std_name(self.world, &bound.path)? != "Into" {
            return None;
        }
        let target = first_argument(&bound.path.segments.last()?.arguments)?;
        // `T: Into<U>, U: Into<T>`
        let inner = Search {
            depth: self.depth + 1,
            ..*self
        };
        if let Some(found) = implementors::converted(&inner, &target) {
            return Some(found);
        }
        let found = implementors::wrapped(&inner, &target)?;
        (!found.layers.is_empty()).then_some(found)
    }

    /// The bound, if it is an `Fn(..)`.
    fn itself(&self, bound: &TraitBound) -> Option<Closure> {
        let last = bound.path.segments.last()?;
        if !matches!(last.arguments, PathArguments::Parenthesized(_)) {
            return None;
        }
        let calls = match std_name(self.world, &bound.path)?.as_str() {
            "FnOnce" => Calls::Once,
            "FnMut" => Calls::Mut,
            "Fn" => Calls::Shared,
            _ => return None,
        };
        Some(Closure {
            calls,
            shape: Shape::Bound(bound.clone()),
            is_send: false,
            is_static: false,
            layers: Vec::new(),
            is_object: false,
            is_bounded: false,
            is_exact: false,
            behind: None,
        })
    }
}

/// The last name of what is the standard library's, imported or not.
pub(super) fn std_name(world: &World<'_>, path: &Path) -> Option<String> {
    match fix::head(world, path) {
        Some(entity) => entity.std_name().map(str::to_owned),
        None => path.segments.last().map(|last| text(&last.ident)),
    }
}

/// A wrapper's type, with what an alias inside of it stands for.
fn with_argument(ty: &Type, inner: &Type) -> Type {
    let mut ty = bare(ty).clone();
    if let Type::Path(path) = &mut ty
        && let Some(last) = path.path.segments.last_mut()
        && let PathArguments::AngleBracketed(given) = &mut last.arguments
        && let Some(GenericArgument::Type(argument)) = given.args.first_mut()
    {
        *argument = inner.clone();
    }
    ty
}

pub(super) fn first_argument(arguments: &PathArguments) -> Option<Type> {
    let PathArguments::AngleBracketed(given) = arguments else {
        return None;
    };
    given.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    })
}

fn is_static(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Implied {
    Send,
    Static,
}

/// Whether a bound is this one, or a trait that asks for it.
fn implies(world: &World<'_>, bound: &TraitBound, what: Implied, depth: usize) -> bool {
    if what == Implied::Send && std_name(world, &bound.path).is_some_and(|name| name == "Send") {
        return true;
    }
    let item = fix::head(world, &bound.path).and_then(|entity| world.item(&entity));
    let Some(item) = item.filter(|_| depth < 8) else {
        return false;
    };
    let Item::Trait(of) = &*item else {
        return false;
    };
    let mut supertraits = of.supertraits.clone();
    let mut fixer = fix::Fix::new(world, item.place, &[&of.generics]);
    for bound in &mut supertraits {
        syn::visit_mut::VisitMut::visit_type_param_bound_mut(&mut fixer, bound);
    }
    supertraits.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => implies(world, bound, what, depth + 1),
        bound => what == Implied::Static && is_static(bound),
    })
}
