//! The names in a module, as its items declare them.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, ForeignItem, Ident, Item, ItemExternCrate, ItemMacro, ItemUse, Visibility};

use super::entity::{Namespace, Reach};
use super::uses::{self, Import, text};
use crate::model::Library;
use crate::syntax::is_hidden;

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
            // All in a hidden module is hidden: on other ways, only what is so itself.
            let is_hidden = child_module.is_hidden && !library.modules[module].is_hidden;
            scope.add(
                name.clone(),
                Binding {
                    namespace: Some(Namespace::Types),
                    reach: Reach::of(&child_module.vis),
                    is_hidden,
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

    fn declare(&mut self, index: usize, head: Head<'_>) {
        let (ident, namespace, vis, attrs) = head;
        self.add(
            text(ident),
            Binding {
                namespace: Some(namespace),
                reach: Reach::of(vis),
                is_hidden: is_hidden(attrs),
                target: Target::Item(index),
            },
        );
    }

    fn item(&mut self, index: usize, item: &Item) {
        match item {
            Item::ForeignMod(block) => {
                for head in block.items.iter().filter_map(head_in_block) {
                    self.declare(index, head);
                }
            }
            Item::Macro(call) if call.ident.is_none() => self.call(index, call),
            Item::ExternCrate(item) => self.extern_crate(item),
            Item::Use(item) => self.imports(item),
            item => {
                if let Some(head) = head(item) {
                    self.declare(index, head);
                }
            }
        }
    }

    fn call(&mut self, index: usize, call: &ItemMacro) {
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

    fn extern_crate(&mut self, item: &ItemExternCrate) {
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

    fn imports(&mut self, item: &ItemUse) {
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
}

/// What is said of something where it is declared.
type Head<'i> = (&'i Ident, Namespace, &'i Visibility, &'i [Attribute]);

fn head(item: &Item) -> Option<Head<'_>> {
    Some(match item {
        Item::Struct(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        Item::Enum(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        Item::Union(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        Item::Trait(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        Item::TraitAlias(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        Item::Type(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        Item::Fn(item) => (&item.sig.ident, Namespace::Values, &item.vis, &item.attrs),
        Item::Const(item) => (&item.ident, Namespace::Values, &item.vis, &item.attrs),
        Item::Static(item) => (&item.ident, Namespace::Values, &item.vis, &item.attrs),
        _ => return None,
    })
}

fn head_in_block(item: &ForeignItem) -> Option<Head<'_>> {
    Some(match item {
        ForeignItem::Fn(item) => (&item.sig.ident, Namespace::Values, &item.vis, &item.attrs),
        ForeignItem::Static(item) => (&item.ident, Namespace::Values, &item.vis, &item.attrs),
        ForeignItem::Type(item) => (&item.ident, Namespace::Types, &item.vis, &item.attrs),
        _ => return None,
    })
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
