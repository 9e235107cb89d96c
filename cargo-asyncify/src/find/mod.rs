//! What takes a callback.

pub(crate) mod callbacks;
mod link;
pub(crate) mod listener;

use std::rc::Rc;

use syn::{ImplItem, Item, ItemImpl, ItemTrait, Signature, TraitItem, Visibility};

use crate::model::{Candidate, Definition, Libraries, PassedOn, Place};
use crate::resolve::{PublicItem, Resolver};
use crate::syntax::is_hidden;
use link::Kind;

/// What is public in a library, in the order of the paths.
pub(crate) struct Found {
    /// Functions, methods and traits that take callbacks.
    pub(crate) candidates: Vec<Candidate>,
    /// The paths of traits that look like listeners, and are not called so.
    pub(crate) perhaps: Vec<String>,
}

/// What takes callbacks in the resolver's library.
pub(crate) fn found(resolver: &Resolver<'_>) -> Found {
    let items = resolver.public_items();
    let own = |item: &&PublicItem| Rc::ptr_eq(&item.definition.library, resolver.library());
    let mut found = among(items.iter().filter(own), resolver);
    let candidates = &mut found.candidates;
    candidates.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    found.perhaps.sort();
    found
}

/// The other libraries whose items the resolver's library shows as its own, and how many of these
/// take callbacks.
pub(crate) fn passed_on(resolver: &Resolver<'_>, libraries: &dyn Libraries) -> Vec<PassedOn> {
    let mut items = resolver.public_items();
    items.retain(|item| !Rc::ptr_eq(&item.definition.library, resolver.library()));
    items.sort_by_key(|item| Rc::as_ptr(&item.definition.library));
    let of_one_library =
        items.chunk_by(|one, other| Rc::ptr_eq(&one.definition.library, &other.definition.library));
    let mut passed_on: Vec<_> = of_one_library
        .map(|items| {
            let library = Rc::clone(&items[0].definition.library);
            let resolver = Resolver::new(Rc::clone(&library), libraries);
            PassedOn {
                package: library.package.clone(),
                found: among(items, &resolver).candidates.len(),
            }
        })
        .filter(|it| it.found > 0)
        .collect();
    passed_on.sort_by(|one, other| one.package.name.cmp(&other.package.name));
    passed_on
}

/// What takes a callback among items of the resolver's library.
fn among<'i>(items: impl IntoIterator<Item = &'i PublicItem>, resolver: &Resolver<'_>) -> Found {
    let mut finder = Finder {
        resolver,
        found: Found {
            candidates: Vec::new(),
            perhaps: Vec::new(),
        },
        taken: listener::Taken::default(),
    };
    for item in items {
        finder.item(&item.definition, &item.path);
    }
    finder.listeners();
    finder.found
}

struct Finder<'a> {
    resolver: &'a Resolver<'a>,
    found: Found,
    /// The traits that public functions take implementations of.
    taken: listener::Taken,
}

/// A function in its place.
struct Function<'a> {
    path: String,
    docs: Option<String>,
    module: usize,
    attrs: &'a [syn::Attribute],
    sig: &'a Signature,
    outer: Option<&'a syn::Generics>,
}

impl Finder<'_> {
    fn item(&mut self, definition: &Definition, path: &str) {
        let module = definition.module;
        let library = Rc::clone(&definition.library);
        match library.modules[module].items.get(definition.item) {
            Some(Item::Fn(function)) => {
                let (of, _) = path.rsplit_once("::").unwrap_or((path, ""));
                let place = || Place::Function {
                    module: of.to_owned(),
                };
                let function = Function {
                    path: path.to_owned(),
                    docs: link::item(&library.package, path, Kind::Function),
                    module,
                    attrs: &function.attrs,
                    sig: &function.sig,
                    outer: None,
                };
                self.function(function, place);
            }
            Some(Item::Trait(item)) => self.trait_methods(module, item, path),
            Some(_) => {
                for block in self.resolver.inherent_impls(definition) {
                    let items = &library.modules[block.module].items;
                    if let Some(Item::Impl(found)) = items.get(block.item) {
                        self.methods(block.module, found, path, link::kind(definition));
                    }
                }
            }
            None => {}
        }
    }

    fn methods(&mut self, module: usize, block: &ItemImpl, of: &str, kind: Kind) {
        for member in &block.items {
            let ImplItem::Fn(function) = member else {
                continue;
            };
            if !matches!(function.vis, Visibility::Public(_)) {
                continue;
            }
            let name = &function.sig.ident;
            let place = || Place::Method {
                self_ty: (*block.self_ty).clone(),
                generics: block.generics.clone(),
            };
            let package = &self.resolver.library().package;
            let function = Function {
                path: format!("{of}::{name}"),
                docs: link::member(package, of, kind, "method", name),
                module,
                attrs: &function.attrs,
                sig: &function.sig,
                outer: Some(&block.generics),
            };
            self.function(function, place);
        }
    }

    fn trait_methods(&mut self, module: usize, item: &ItemTrait, of: &str) {
        for member in &item.items {
            let TraitItem::Fn(function) = member else {
                continue;
            };
            let name = &function.sig.ident;
            let anchor = match function.default {
                Some(_) => "method",
                None => "tymethod",
            };
            let place = || Place::TraitMethod {
                of: of.to_owned(),
                item: item.clone(),
            };
            let package = &self.resolver.library().package;
            let function = Function {
                path: format!("{of}::{name}"),
                docs: link::member(package, of, Kind::Trait, anchor, name),
                module,
                attrs: &function.attrs,
                sig: &function.sig,
                outer: Some(&item.generics),
            };
            self.function(function, place);
        }
    }

    /// Takes the function down, if it takes a callback.
    fn function(&mut self, function: Function<'_>, place: impl FnOnce() -> Place) {
        if is_left_out(function.attrs) {
            return;
        }
        let Function {
            path,
            docs,
            module,
            attrs,
            sig,
            outer,
        } = function;
        let outer: Vec<_> = outer.into_iter().collect();
        let callbacks = callbacks::of(sig, &outer, module, self.resolver);
        if callbacks.is_empty() {
            self.taken.note(sig, &outer, module, self.resolver);
            return;
        }
        self.found.candidates.push(Candidate {
            place: place(),
            path,
            file: self.resolver.library().modules[module].file.clone(),
            line: sig.ident.span().start().line,
            docs,
            sig: Some(sig.clone()),
            module,
            attrs: attrs.to_vec(),
            callbacks,
        });
    }

    /// Takes the traits down that are called back.
    fn listeners(&mut self) {
        let library = Rc::clone(self.resolver.library());
        for definition in self.taken.traits() {
            let module = definition.module;
            let Some(Item::Trait(item)) = library.modules[module].items.get(definition.item) else {
                continue;
            };
            if is_left_out(&item.attrs) || !listener::looks_it(item) {
                continue;
            }
            let Some(path) = self.resolver.public_path(definition) else {
                continue;
            };
            if !listener::is_listener(item) {
                if listener::brings(item) {
                    self.found.perhaps.push(path);
                }
                continue;
            }
            self.found.candidates.push(Candidate {
                place: Place::Listener { item: item.clone() },
                docs: link::item(&library.package, &path, Kind::Trait),
                path,
                file: library.modules[module].file.clone(),
                line: item.ident.span().start().line,
                sig: None,
                module,
                attrs: item.attrs.clone(),
                callbacks: Vec::new(),
            });
        }
    }
}

/// Nobody should begin to use what is deprecated, or not documented.
fn is_left_out(attrs: &[syn::Attribute]) -> bool {
    is_hidden(attrs) || attrs.iter().any(|attr| attr.path().is_ident("deprecated"))
}
