//! Traits whose methods are callbacks.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{
    FnArg, Generics, ItemTrait, Path, ReturnType, Signature, TraitItem, TraitItemFn, Type,
    TypeParamBound,
};

use crate::model::Definition;
use crate::resolve::Resolver;

/// The library's own traits that public functions are given implementations of.
#[derive(Default)]
pub(super) struct Taken {
    traits: BTreeMap<(usize, usize), Definition>,
}

impl Taken {
    /// Looks at what the parameters of a function must implement.
    pub(super) fn note(
        &mut self,
        sig: &Signature,
        outer: &[&Generics],
        module: usize,
        resolver: &Resolver<'_>,
    ) {
        let mut inputs = sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(input) => Some(&input.ty),
            FnArg::Receiver(_) => None,
        });
        let mut bounds = Bounds::default();
        inputs.by_ref().for_each(|ty| bounds.visit_type(ty));
        let Bounds { mut paths, names } = bounds;
        for generics in std::iter::once(&sig.generics).chain(outer.iter().copied()) {
            for param in generics.type_params() {
                if names.iter().any(|name| name.is_ident(&param.ident)) {
                    paths.extend(bounded(&param.bounds));
                }
            }
            let clause = generics.where_clause.iter();
            for predicate in clause.flat_map(|clause| &clause.predicates) {
                let syn::WherePredicate::Type(predicate) = predicate else {
                    continue;
                };
                let Type::Path(subject) = &predicate.bounded_ty else {
                    continue;
                };
                if names.contains(&subject.path) {
                    paths.extend(bounded(&predicate.bounds));
                }
            }
        }
        for path in paths {
            let Some(definition) = resolver.definition(module, &path) else {
                continue;
            };
            if std::rc::Rc::ptr_eq(&definition.library, resolver.library()) {
                let place = (definition.module, definition.item);
                self.traits.insert(place, definition);
            }
        }
    }

    pub(super) fn traits(&self) -> impl Iterator<Item = &Definition> {
        self.traits.values()
    }
}

/// The traits that types name, as `impl Trait` and `dyn Trait`, and the names that may be generics.
#[derive(Default)]
struct Bounds {
    paths: Vec<Path>,
    names: Vec<Path>,
}

impl Visit<'_> for Bounds {
    fn visit_type_param_bound(&mut self, bound: &TypeParamBound) {
        if let TypeParamBound::Trait(bound) = bound {
            self.paths.push(bound.path.clone());
        }
    }

    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        self.names.push(ty.path.clone());
        visit::visit_type_path(self, ty);
    }
}

fn bounded<'a>(bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> impl Iterator<Item = Path> {
    bounds.into_iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(bound.path.clone()),
        _ => None,
    })
}

/// Whether a trait is there to be told of events: it looks it, and so it, or what tells, is called.
///
/// A trait that computes, visits or decides looks much the same, so in doubt it is none.
pub(super) fn is_listener(item: &ItemTrait) -> bool {
    let mut telling = methods(item).filter(|method| tells(method));
    looks_it(item)
        && (is_told_by_name(&item.ident.to_string())
            || telling.all(|method| is_event(&method.sig.ident.to_string())))
}

/// Whether most of a trait's methods tell, by what they take, and nothing else must be implemented.
pub(super) fn looks_it(item: &ItemTrait) -> bool {
    let must_choose = item.items.iter().any(|member| match member {
        TraitItem::Type(ty) => ty.default.is_none(),
        TraitItem::Const(value) => value.default.is_none(),
        TraitItem::Fn(_) => false,
        _ => true,
    });
    if must_choose || item.supertraits.iter().any(|bound| !is_marker(bound)) {
        return false;
    }
    let all = methods(item).count();
    let told = methods(item).filter(|method| tells(method)).count();
    let mut required = methods(item).filter(|method| method.default.is_none());
    told > 0 && told * 2 >= all && required.all(is_called_on_it)
}

/// Whether a method that tells brings something along.
pub(super) fn brings(item: &ItemTrait) -> bool {
    let mut telling = methods(item).filter(|method| tells(method));
    telling.any(|method| method.sig.inputs.len() > 1)
}

fn methods(item: &ItemTrait) -> impl Iterator<Item = &TraitItemFn> {
    item.items.iter().filter_map(|member| match member {
        TraitItem::Fn(method) => Some(method),
        _ => None,
    })
}

/// What a sender implements by itself.
pub(crate) fn is_marker(bound: &TypeParamBound) -> bool {
    match bound {
        TypeParamBound::Lifetime(_) => true,
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
            [
                "Clone",
                "Debug",
                "Send",
                "Sync",
                "Sized",
                "Unpin",
                "Any",
                "UnwindSafe",
                "RefUnwindSafe",
            ]
            .iter()
            .any(|name| last.ident == name)
        }),
        _ => false,
    }
}

/// Whether a method is called on the object, with no types of its own.
pub(crate) fn is_called_on_it(method: &TraitItemFn) -> bool {
    let sig = &method.sig;
    sig.receiver()
        .is_some_and(|receiver| !matches!(receiver.kind, syn::ReceiverKind::Value))
        && sig.generics.type_params().next().is_none()
        && sig.asyncness.is_none()
        && !sig.inputs.to_token_stream().to_string().contains("impl ")
}

/// Whether a method just tells.
pub(crate) fn tells(method: &TraitItemFn) -> bool {
    let is_unit = match &method.sig.output {
        ReturnType::Default => true,
        ReturnType::Type(_, ty) => matches!(&**ty, Type::Tuple(unit) if unit.elems.is_empty()),
    };
    let fills = method.sig.inputs.iter().any(|input| match input {
        FnArg::Typed(input) => {
            matches!(&*input.ty, Type::Reference(lent) if lent.mutability.is_some())
        }
        FnArg::Receiver(_) => false,
    });
    is_unit && !fills && is_called_on_it(method)
}

fn is_told_by_name(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "Callback",
        "Callbacks",
        "Delegate",
        "EventHandler",
        "Events",
        "Handler",
        "Listener",
        "NotificationHandler",
        "Observer",
        "Subscriber",
        "Watcher",
    ];
    ENDS.iter().any(|end| name.ends_with(end))
}

fn is_event(name: &str) -> bool {
    const STARTS: &[&str] = &["on_", "handle_", "did_", "notify_", "received_"];
    const ENDS: &[&str] = &[
        "_arrived",
        "_left",
        "_added",
        "_removed",
        "_changed",
        "_started",
        "_stopped",
        "_finished",
        "_event",
        "_received",
        "_closed",
        "_opened",
        "_failed",
        "_succeeded",
        "_callback",
    ];
    STARTS.iter().any(|start| name.starts_with(start)) || ENDS.iter().any(|end| name.ends_with(end))
}
