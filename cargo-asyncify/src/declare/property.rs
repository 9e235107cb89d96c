//! What a type is like, as far as its definition tells.

use quote::ToTokens;
use syn::{GenericParam, Generics, Item, Type, TypePath};

use super::public::Public;
use super::types::lifetimes;
use crate::model::Definition;
use crate::syntax::{arguments, bare};

impl Public<'_> {
    /// Whether a value of the type borrows; what a definition says of its lifetimes counts, even if
    /// the path leaves it out.
    pub(super) fn borrows(&self, ty: &Type) -> bool {
        match bare(ty) {
            Type::Reference(lent) => {
                !matches!(&lent.lifetime, Some(lifetime) if lifetime.ident == "static")
            }
            Type::Tuple(tuple) => tuple.elems.iter().any(|ty| self.borrows(ty)),
            Type::Slice(slice) => self.borrows(&slice.elem),
            Type::Array(array) => self.borrows(&array.elem),
            Type::Path(path) => {
                let Some(last) = path.path.segments.last() else {
                    return false;
                };
                let lifetimes = lifetimes(&last.arguments);
                let is_static = |lifetime: &syn::Lifetime| lifetime.ident == "static";
                arguments(&last.arguments).iter().any(|ty| self.borrows(ty))
                    || lifetimes.iter().any(|lifetime| !is_static(lifetime))
                    || lifetimes.is_empty() && self.hides_a_borrow(path)
            }
            _ => false,
        }
    }

    fn hides_a_borrow(&self, path: &TypePath) -> bool {
        let has_lifetime = |generics: &Generics| {
            generics
                .params
                .iter()
                .any(|param| matches!(param, GenericParam::Lifetime(_)))
        };
        self.item(&path.path, |_, item| match item {
            Item::Struct(item) => has_lifetime(&item.generics),
            Item::Enum(item) => has_lifetime(&item.generics),
            Item::Type(item) => {
                has_lifetime(&item.generics) || matches!(*item.ty, Type::Reference(_))
            }
            _ => false,
        })
        .unwrap_or(false)
    }

    pub(super) fn aliased(&self, path: &TypePath) -> Option<Type> {
        self.item(&path.path, |_, item| match item {
            Item::Type(alias) => Some((*alias.ty).clone()),
            _ => None,
        })?
    }

    /// Whether the type can be cloned, as far as its definition's module says; what is not known of
    /// is taken for a type that can.
    pub(super) fn is_clone(&self, ty: &Type) -> bool {
        let known = self.defined(ty, |definition, item| {
            let attrs = match item {
                Item::Struct(item) => &item.attrs,
                Item::Enum(item) => &item.attrs,
                Item::Union(item) => &item.attrs,
                Item::Macro(made) => {
                    return is_called(made, &["bitflags", "wrapper"])
                        || made.mac.tokens.to_string().contains("Clone")
                        || implements(definition, &["Clone", "Copy"]);
                }
                _ => return true,
            };
            let derives = attrs.iter().any(|attr| {
                let text = attr.meta.to_token_stream().to_string();
                text.contains("derive") && text.contains("Clone")
            });
            derives || implements(definition, &["Clone", "Copy"])
        });
        known.unwrap_or(true)
    }

    /// Whether a value can go to another thread, as far as the fields of a struct tell, or the macro of
    /// GLib's bindings, whose types hold a pointer.
    pub(super) fn is_send(&self, ty: &Type) -> bool {
        let known = self.defined(ty, |definition, item| {
            let holds_pointer = match item {
                Item::Struct(item) => item.fields.iter().any(|field| holds_pointer(&field.ty)),
                Item::Macro(made) => is_called(made, &["wrapper"]),
                _ => false,
            };
            !holds_pointer || implements(definition, &["Send"])
        });
        known.unwrap_or(true)
    }

    fn defined<T>(&self, ty: &Type, read: impl FnOnce(&Definition, &Item) -> T) -> Option<T> {
        match bare(ty) {
            Type::Path(path) => self.item(&path.path, read),
            _ => None,
        }
    }
}

/// Whether a type is a pointer, or one of a pointer, as in `PhantomData<*mut T>`.
fn holds_pointer(ty: &Type) -> bool {
    match bare(ty) {
        Type::Ptr(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let is_pointer = ["NonNull", "Rc"].iter().any(|name| last.ident == name);
            is_pointer || arguments(&last.arguments).iter().any(holds_pointer)
        }),
        _ => false,
    }
}

fn is_called(made: &syn::ItemMacro, names: &[&str]) -> bool {
    let last = made.mac.path.segments.last();
    last.is_some_and(|last| names.iter().any(|name| last.ident == name))
}

/// Whether one of the traits is implemented beside a type's definition.
fn implements(definition: &Definition, traits: &[&str]) -> bool {
    let items = &definition.library.modules[definition.module].items;
    items.iter().any(|item| {
        let Item::Impl(block) = item else {
            return false;
        };
        let of = block
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last());
        of.is_some_and(|of| traits.iter().any(|name| of.ident == name))
            && matches!(&*block.self_ty, Type::Path(path)
                if path.path.segments.last().is_some_and(|last| last.ident == definition.name))
    })
}
