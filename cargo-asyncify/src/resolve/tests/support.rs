//! Libraries out of text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::rc::Rc;

use quote::ToTokens;
use syn::{Item, Visibility};

use crate::model::{Definition, Hidden, Libraries, Library, Module, Package};
use crate::resolve::Resolver;

/// Libraries that all depend on all others.
pub(super) struct Shelf {
    libraries: HashMap<String, Rc<Library>>,
}

impl Shelf {
    pub(super) fn new(texts: &[(&str, &str)]) -> Shelf {
        Shelf::of_edition(2021, texts)
    }

    pub(super) fn of_edition(edition: u16, texts: &[(&str, &str)]) -> Shelf {
        let dependencies: BTreeMap<_, _> = texts
            .iter()
            .map(|(name, _)| (String::from(*name), format!("{name} 1.0.0")))
            .collect();
        let libraries = texts.iter().map(|(name, text)| {
            let package = Package {
                name: String::from(*name),
                lib: String::from(*name),
                version: String::from("1.0.0"),
                edition,
                root: PathBuf::from("src/lib.rs"),
                target: String::new(),
                build_script: None,
                features: BTreeSet::new(),
                dependencies: dependencies.clone(),
                beside: BTreeMap::new(),
                is_indirect: false,
            };
            (String::from(*name), Rc::new(library(package, text)))
        });
        Shelf {
            libraries: libraries.collect(),
        }
    }

    pub(super) fn resolver(&self, name: &str) -> Resolver<'_> {
        Resolver::new(Rc::clone(&self.libraries[name]), self)
    }
}

impl Libraries for Shelf {
    fn library(&self, _: &Package, name: &str) -> Option<Rc<Library>> {
        self.libraries.get(name).cloned()
    }
}

fn library(package: Package, text: &str) -> Library {
    let file = syn::parse_file(text).expect("the library parses");
    let mut modules = Vec::new();
    let public = Visibility::Public(Default::default());
    module(&mut modules, None, Vec::new(), public, false, file.items);
    Library { package, modules }
}

fn module(
    modules: &mut Vec<Module>,
    parent: Option<usize>,
    path: Vec<String>,
    vis: Visibility,
    is_hidden: bool,
    items: Vec<Item>,
) -> usize {
    let index = modules.len();
    modules.push(Module {
        path: path.clone(),
        parent,
        children: BTreeMap::new(),
        file: PathBuf::from("src/lib.rs"),
        vis,
        is_hidden,
        items: Vec::new(),
    });
    for item in items {
        let Item::Mod(child) = item else {
            modules[index].items.push(item);
            continue;
        };
        let name = crate::resolve::uses::text(&child.ident);
        let mut path = path.clone();
        path.push(name.clone());
        let is_hidden = is_hidden || crate::syntax::is_hidden(&child.attrs);
        let items = child.content.expect("modules are inline").1;
        let child = module(modules, Some(index), path, child.vis, is_hidden, items);
        modules[index].children.insert(name, child);
    }
    index
}

/// `crate::module::Name`, where it is defined.
pub(super) fn shown(definition: &Definition) -> String {
    let library = &definition.library;
    let mut path = vec![library.package.lib.clone()];
    path.extend_from_slice(&library.modules[definition.module].path);
    path.push(definition.name.clone());
    path.join("::")
}

impl Resolver<'_> {
    /// The number of a module, by its path below the crate.
    pub(super) fn module(&self, path: &str) -> usize {
        let is_it = |module: &Module| module.path.join("::") == path;
        self.library
            .modules
            .iter()
            .position(is_it)
            .expect("there is such a module")
    }

    /// Where something is defined.
    pub(super) fn find(&self, module: &str, path: &str) -> Option<String> {
        let path = syn::parse_str(path).expect("a path");
        self.definition(self.module(module), &path)
            .as_ref()
            .map(shown)
    }

    /// By which path something is public.
    pub(super) fn public(&self, module: &str, path: &str) -> Option<String> {
        let path = syn::parse_str(path).expect("a path");
        self.public_path(&self.definition(self.module(module), &path)?)
    }

    /// A signature by public paths, and what has none.
    pub(super) fn made_public(&self, module: &str, sig: &str) -> (String, Vec<String>) {
        let mut sig: syn::Signature = syn::parse_str(sig).expect("a signature");
        let named = self.publish(self.module(module), &[], |names| {
            names.visit_signature_mut(&mut sig);
        });
        (text(&sig), named.private)
    }

    /// What hides behind the first parameter of a signature.
    pub(super) fn behind(&self, module: &str, sig: &str) -> Option<Hidden> {
        let sig: syn::Signature = syn::parse_str(sig).expect("a signature");
        let Some(syn::FnArg::Typed(param)) = sig.inputs.first() else {
            panic!("a parameter");
        };
        self.hidden(self.module(module), &param.ty, &[&sig.generics])
    }

    /// The same, as a mark says it.
    pub(super) fn mark(&self, module: &str, sig: &str) -> Option<String> {
        let hidden = self.behind(module, sig)?;
        let wrap = hidden.wrap.map(|wrap| quote::quote!(, wrap = #wrap));
        let shape = hidden.shape;
        Some(text(&quote::quote!(#shape #wrap)))
    }
}

/// Without any blanks, which tell more of how tokens came about than of what they are.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    tight(&tokens.to_token_stream().to_string())
}

pub(super) fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}
