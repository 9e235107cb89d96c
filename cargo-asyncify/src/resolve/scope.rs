//! The names in a module, as its items declare them.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, ForeignItem, Item, Visibility};

use super::entity::{Namespace, Reach};
use super::uses::{self, Import, text};
use crate::model::Library;

/// What a module declares and imports.
#[derive(Default)]
pub(super) struct Scope {
    names: HashMap<String, Vec<Binding>>,
    /// In their order, as far as that is known.
    pub(super) order: Vec<String>,
    pub(super) globs: Vec<Glob>,
    /// Whether macros are called that may declare anything.
    pub(super) has_calls: bool,
}

pub(super) struct Binding {
    /// In which namespace it is; an import may be in both.
    namespace: Option<Namespace>,
    pub(super) reach: Reach,
    pub(super) is_hidden: bool,
    pub(super) target: Target,
}

pub(super) enum Target {
    Module(usize),
    Item(usize),
    Crate(String),
    Import(Import),
}

pub(super) struct Glob {
    pub(super) reach: Reach,
    pub(super) is_hidden: bool,
    pub(super) import: Import,
}

impl Binding {
    pub(super) fn is_in(&self, namespace: Namespace) -> bool {
        self.namespace.is_none_or(|of| of == namespace)
    }

    pub(super) fn is_item(&self, item: usize) -> bool {
        matches!(self.target, Target::Item(of) if of == item)
    }
}

impl Scope {
    pub(super) fn of(library: &Library, module: usize) -> Scope {
        let mut scope = Scope::default();
        for (name, child) in &library.modules[module].children {
            let child_module = &library.modules[*child];
            scope.add(
                name.clone(),
                Binding {
                    namespace: Some(Namespace::Types),
                    reach: Reach::of(&child_module.vis),
                    is_hidden: child_module.is_hidden,
                    target: Target::Module(*child),
                },
            );
        }
        for (index, item) in library.modules[module].items.iter().enumerate() {
            scope.item(index, item);
        }
        scope
    }

    pub(super) fn named(&self, name: &str) -> &[Binding] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, name: String, binding: Binding) {
        let bindings = self.names.entry(name.clone()).or_default();
        if bindings.is_empty() {
            self.order.push(name);
        }
        bindings.push(binding);
    }

    fn item(&mut self, index: usize, item: &Item) {
        let mut declare = |ident: &syn::Ident, namespace, vis: &Visibility, attrs: &[Attribute]| {
            self.add(
                text(ident),
                Binding {
                    namespace: Some(namespace),
                    reach: Reach::of(vis),
                    is_hidden: is_hidden(attrs),
                    target: Target::Item(index),
                },
            );
        };
        match item {
            Item::Struct(item) => declare(&item.ident, Namespace::Types, &item.vis, &item.attrs),
            Item::Enum(item) => declare(&item.ident, Namespace::Types, &item.vis, &item.attrs),
            Item::Union(item) => declare(&item.ident, Namespace::Types, &item.vis, &item.attrs),
            Item::Trait(item) => declare(&item.ident, Namespace::Types, &item.vis, &item.attrs),
            Item::TraitAlias(item) => {
                declare(&item.ident, Namespace::Types, &item.vis, &item.attrs);
            }
            Item::Type(item) => declare(&item.ident, Namespace::Types, &item.vis, &item.attrs),
            Item::Fn(item) => declare(&item.sig.ident, Namespace::Values, &item.vis, &item.attrs),
            Item::Const(item) => declare(&item.ident, Namespace::Values, &item.vis, &item.attrs),
            Item::Static(item) => declare(&item.ident, Namespace::Values, &item.vis, &item.attrs),
            Item::ForeignMod(block) => {
                for item in &block.items {
                    match item {
                        ForeignItem::Fn(item) => {
                            declare(&item.sig.ident, Namespace::Values, &item.vis, &item.attrs);
                        }
                        ForeignItem::Static(item) => {
                            declare(&item.ident, Namespace::Values, &item.vis, &item.attrs);
                        }
                        ForeignItem::Type(item) => {
                            declare(&item.ident, Namespace::Types, &item.vis, &item.attrs);
                        }
                        _ => {}
                    }
                }
            }
            Item::Macro(call) if call.ident.is_none() => {
                self.has_calls = true;
                for (reach, name) in declared_by(call.mac.tokens.clone()) {
                    self.add(
                        name,
                        Binding {
                            namespace: Some(Namespace::Types),
                            reach,
                            is_hidden: is_hidden(&call.attrs),
                            target: Target::Item(index),
                        },
                    );
                }
            }
            Item::ExternCrate(item) => {
                let name = item.rename.as_ref().map_or(&item.ident, |(_, name)| name);
                if name != "_" {
                    self.add(
                        text(name),
                        Binding {
                            namespace: Some(Namespace::Types),
                            reach: Reach::of(&item.vis),
                            is_hidden: is_hidden(&item.attrs),
                            target: Target::Crate(text(&item.ident)),
                        },
                    );
                }
            }
            Item::Use(item) => {
                let (reach, is_hidden) = (Reach::of(&item.vis), is_hidden(&item.attrs));
                for import in uses::imports(item) {
                    match import.name.clone() {
                        None => self.globs.push(Glob {
                            reach,
                            is_hidden,
                            import,
                        }),
                        Some(name) => self.add(
                            name,
                            Binding {
                                namespace: None,
                                reach,
                                is_hidden,
                                target: Target::Import(import),
                            },
                        ),
                    }
                }
            }
            _ => {}
        }
    }
}

/// The types that the call of a macro is likely to declare, such as `bitflags! { pub struct .. }`.
fn declared_by(tokens: TokenStream) -> Vec<(Reach, String)> {
    const KINDS: &[&str] = &["struct", "enum", "union", "trait", "type"];
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_public = |at: usize| {
        at.checked_sub(1)
            .is_some_and(|at| matches!(&tokens[at], TokenTree::Ident(word) if word == "pub"))
    };
    let declared = tokens
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| match pair {
            [TokenTree::Ident(kind), TokenTree::Ident(name)]
                if KINDS.iter().any(|known| kind == known) =>
            {
                let reach = match is_public(at) {
                    true => Reach::Everywhere,
                    false => Reach::Inside,
                };
                Some((reach, text(name)))
            }
            _ => None,
        });
    declared.collect()
}

/// Whether something is `#[doc(hidden)]`.
pub(super) fn is_hidden(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let mut is_hidden = false;
        // Of `#[doc = ".."]` and of `#[doc(alias = "..")]` the rest is of no interest.
        let _ = attr.path().is_ident("doc")
            && attr
                .parse_nested_meta(|meta| {
                    is_hidden |= meta.path.is_ident("hidden");
                    Ok(())
                })
                .is_ok();
        is_hidden
    })
}
