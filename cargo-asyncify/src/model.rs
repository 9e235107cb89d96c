//! What the steps hand to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::rc::Rc;

use proc_macro2::TokenStream;

/// Where a library's sources are, and how they are configured.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// As in a manifest: `notify-debouncer-full`.
    pub(crate) name: String,
    /// As in paths: `notify_debouncer_full`, or what a manifest calls it instead.
    pub(crate) lib: String,
    /// As it calls itself, and docs.rs does.
    pub(crate) target: String,
    /// Empty for a C library, whose headers tell none.
    pub(crate) version: String,
    pub(crate) edition: u16,
    /// The file of the crate's root, usually `src/lib.rs`.
    pub(crate) root: PathBuf,
    /// The file of its build script, if it has one.
    pub(crate) build_script: Option<PathBuf>,
    pub(crate) features: BTreeSet<String>,
    /// The crates it depends on, by their names in paths, and what identifies their packages.
    pub(crate) dependencies: BTreeMap<String, String>,
    /// The crates that the package here can name beside it, and their versions.
    pub(crate) beside: BTreeMap<String, String>,
    /// Whether the package here can't name it, because only what it depends on does.
    pub(crate) is_indirect: bool,
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.version.as_str() {
            "" => Ok(()),
            version => write!(f, " {version}"),
        }
    }
}

/// A package's library, parsed: what the configuration leaves of it.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) package: Package,
    /// The root first.
    pub(crate) modules: Vec<Module>,
}

/// A module, and what stands in it.
#[derive(Debug)]
pub(crate) struct Module {
    /// Its names below the crate; none for the root.
    pub(crate) path: Vec<String>,
    pub(crate) parent: Option<usize>,
    /// The modules in it, by name.
    pub(crate) children: BTreeMap<String, usize>,
    pub(crate) file: PathBuf,
    pub(crate) vis: syn::Visibility,
    /// Whether it is `#[doc(hidden)]`.
    pub(crate) is_hidden: bool,
    /// In their order; those of `cfg_if!` and the like among them.
    pub(crate) items: Vec<syn::Item>,
}

/// Hands out libraries as they are asked for.
pub(crate) trait Libraries {
    /// The library that a name of an external crate stands for in a package: `core`, `alloc` and
    /// `std` are none.
    fn library(&self, of: &Package, name: &str) -> Option<Rc<Library>>;
}

/// An item, by its place.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) library: Rc<Library>,
    pub(crate) module: usize,
    /// Which of the module's items.
    pub(crate) item: usize,
    /// The name, which is one of several where the item is a macro's or a block's.
    pub(crate) name: String,
}

/// Something public that takes a callback.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    /// Public, from the crate on: `cpal::traits::DeviceTrait::build_input_stream`.
    pub(crate) path: String,
    pub(crate) file: PathBuf,
    pub(crate) line: usize,
    /// Where it is documented, if it is a published crate's.
    pub(crate) docs: Option<String>,
    /// As written; for a listener none.
    pub(crate) sig: Option<syn::Signature>,
    /// In which module its names have their meaning.
    pub(crate) module: usize,
    pub(crate) attrs: Vec<syn::Attribute>,
    pub(crate) callbacks: Vec<Callback>,
}

/// What a candidate is, and where it stands.
#[derive(Clone, Debug)]
pub(crate) enum Place {
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
pub(crate) struct Callback {
    /// Which parameter, `self` not counted.
    pub(crate) param: usize,
    pub(crate) name: String,
    pub(crate) calls: Calls,
    pub(crate) inputs: Vec<syn::Type>,
    pub(crate) output: Option<syn::Type>,
    pub(crate) is_static: bool,
    pub(crate) is_send: bool,
    /// Whether it stands in an `Option`.
    pub(crate) is_optional: bool,
    /// Whether it is lent for the call, as in `&mut dyn FnMut()`.
    pub(crate) is_borrowed: bool,
    /// What it hides behind, where it is not a closure by its type.
    pub(crate) hidden: Option<Hidden>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calls {
    Once,
    Mut,
    Shared,
    C,
    /// A plain `fn`, which can't carry what leads back to a task.
    Pointer,
}

/// An alias, or a trait that closures implement.
#[derive(Clone, Debug)]
pub(crate) struct Hidden {
    /// As `#[shape]` says it: `FnMut(Event)`, with the names' public paths.
    pub(crate) shape: TokenStream,
    /// What a closure is put into: `Box::new`.
    pub(crate) wrap: Option<TokenStream>,
    pub(crate) calls: Calls,
    /// By public paths, as everything here.
    pub(crate) inputs: Vec<syn::Type>,
    pub(crate) output: Option<syn::Type>,
    pub(crate) is_static: bool,
    pub(crate) is_send: bool,
    /// The alias or trait that hides it, if that is public.
    pub(crate) behind: Option<String>,
    /// The crates beside the library that the names are of, and their versions.
    pub(crate) crates: BTreeMap<String, String>,
    /// What is named here and is not public.
    pub(crate) private: Vec<String>,
}

/// A bodiless declaration with marks, all names by their public paths (`::cpal::Error`).
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    pub(crate) block: Block,
    /// The function with its marks and its own `#[asyncify(..)]`; of a listener, the trait.
    pub(crate) item: TokenStream,
    pub(crate) marks: Vec<Mark>,
    /// What a human must decide; with one, it is written as a comment.
    pub(crate) todo: Vec<String>,
    /// What a reader should know: who drives the callbacks, that it may be called once.
    pub(crate) notes: Vec<String>,
    /// What is not known of its shape, until a word of `#[asyncify(..)]` says which it has.
    pub(crate) doubts: Vec<String>,
    /// Names that it gives to types, and their paths.
    pub(crate) renamed: BTreeMap<String, String>,
}

/// What a declaration stands in; those with the same block are written together.
#[derive(Clone, Debug)]
pub(crate) enum Block {
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
    /// `unsafe extern "C" { }`, or of another ABI.
    Extern { abi: String },
}

/// A mark that is needed, and why.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) text: String,
    pub(crate) why: String,
}

/// What the macro makes of a declaration.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
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
pub(crate) struct Finding {
    pub(crate) candidate: Candidate,
    /// None if it is refused.
    pub(crate) declaration: Option<Declaration>,
    pub(crate) verdict: Verdict,
}

/// A library, and all in it that takes a callback, in the order of the paths.
#[derive(Clone, Debug)]
pub(crate) struct Scanned {
    pub(crate) package: Package,
    /// Whether it was asked for by a version, and nothing here depends on it.
    pub(crate) is_fetched: bool,
    pub(crate) findings: Vec<Finding>,
    /// The paths of traits that may be called back.
    pub(crate) perhaps: Vec<String>,
    pub(crate) passed_on: Vec<PassedOn>,
}

/// Another library, of which a library shows items as its own.
#[derive(Clone, Debug)]
pub(crate) struct PassedOn {
    pub(crate) package: Package,
    /// How many functions, methods and traits of these take a callback.
    pub(crate) found: usize,
}
