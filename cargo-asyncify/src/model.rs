//! What the steps hand to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use proc_macro2::TokenStream;

/// Where a library's sources are, and how they are configured.
#[derive(Clone, Debug)]
pub struct Package {
    /// As in a manifest: `notify-debouncer-full`.
    pub name: String,
    /// As in paths: `notify_debouncer_full`.
    pub lib: String,
    pub version: String,
    pub edition: u16,
    /// The file of the crate's root, usually `src/lib.rs`.
    pub root: PathBuf,
    pub features: BTreeSet<String>,
    /// The crates it depends on, by their names in paths, and what identifies their packages.
    pub dependencies: BTreeMap<String, String>,
}

/// A package's library, parsed: what the configuration leaves of it.
#[derive(Debug)]
pub struct Library {
    pub package: Package,
    /// The root first.
    pub modules: Vec<Module>,
}

/// A module, and what stands in it.
#[derive(Debug)]
pub struct Module {
    /// Its names below the crate; none for the root.
    pub path: Vec<String>,
    pub parent: Option<usize>,
    /// The modules in it, by name.
    pub children: BTreeMap<String, usize>,
    pub file: PathBuf,
    pub vis: syn::Visibility,
    /// Whether it is `#[doc(hidden)]`.
    pub is_hidden: bool,
    /// In their order; those of `cfg_if!` and the like among them.
    pub items: Vec<syn::Item>,
}

/// Hands out libraries as they are asked for.
pub trait Libraries {
    /// The library that a name of an external crate stands for in a package: `core`, `alloc` and
    /// `std` are none.
    fn library(&self, of: &Package, name: &str) -> Option<Rc<Library>>;
}

/// An item, by its place.
#[derive(Clone, Debug)]
pub struct Definition {
    pub library: Rc<Library>,
    pub module: usize,
    /// Which of the module's items.
    pub item: usize,
    /// The name, which is one of several where the item is a macro's or a block's.
    pub name: String,
}

/// Something public that takes a callback.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub place: Place,
    /// Public, from the crate on: `cpal::traits::DeviceTrait::build_input_stream`.
    pub path: String,
    pub file: PathBuf,
    pub line: usize,
    /// As written; for a listener none.
    pub sig: Option<syn::Signature>,
    /// In which module its names have their meaning.
    pub module: usize,
    pub attrs: Vec<syn::Attribute>,
    pub callbacks: Vec<Callback>,
}

/// What a candidate is, and where it stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// A free function, in the public module of that path.
    Function { module: String },
    /// A method of a type's own `impl`.
    Method {
        self_ty: syn::Type,
        generics: syn::Generics,
    },
    /// A method of a trait, `of` its public path.
    TraitMethod { of: String, item: syn::ItemTrait },
    /// A trait whose methods are callbacks.
    Listener { item: syn::ItemTrait },
}

/// A parameter that is called back.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Which parameter, `self` not counted.
    pub param: usize,
    pub name: String,
    pub calls: Calls,
    pub inputs: Vec<syn::Type>,
    pub output: Option<syn::Type>,
    pub is_static: bool,
    pub is_send: bool,
    /// What it hides behind, where it is not a closure by its type.
    pub hidden: Option<Hidden>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    Once,
    Mut,
    Shared,
    C,
}

/// An alias, or a trait that closures implement.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// As `#[shape]` says it: `FnMut(Event)`, with the names' public paths.
    pub shape: TokenStream,
    /// What a closure is put into: `Box::new`.
    pub wrap: Option<TokenStream>,
}

/// A bodiless declaration with marks, all names by their public paths (`::cpal::Error`).
#[derive(Clone, Debug)]
pub struct Declaration {
    pub block: Block,
    /// The function with its marks and its own `#[asyncify(..)]`; of a listener, the trait.
    pub item: TokenStream,
    pub marks: Vec<Mark>,
    /// What a human must decide; with one, it is written as a comment.
    pub todo: Vec<String>,
    /// What a reader should know: who drives the callbacks, that it may be called once.
    pub notes: Vec<String>,
}

/// What a declaration stands in; those with the same block are written together.
#[derive(Clone, Debug)]
pub enum Block {
    /// `#[asyncify(path = ..)] mod .. { }`
    Module { path: String },
    /// `#[asyncify(ext = ..)] impl .. { }`: all but the members, `of` the public path of type or trait.
    Extension {
        of: String,
        ext: String,
        head: TokenStream,
    },
    /// `#[asyncify(listener, path = ..)]`: stands alone.
    Listener { path: String },
    /// `unsafe extern "C" { }`
    Extern,
}

/// A mark that is needed, and why.
#[derive(Clone, Debug)]
pub struct Mark {
    pub text: String,
    pub why: String,
}

/// What the macro makes of a declaration.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Its signature, as it would be.
    Converts {
        becomes: String,
    },
    /// The same, by the declaration's marks; where it has a `todo`, once that is decided.
    Marked {
        becomes: Option<String>,
    },
    Refused {
        reason: String,
    },
}

/// A candidate and all that is known of it.
#[derive(Clone, Debug)]
pub struct Finding {
    pub candidate: Candidate,
    /// None if it is refused.
    pub declaration: Option<Declaration>,
    pub verdict: Verdict,
}
