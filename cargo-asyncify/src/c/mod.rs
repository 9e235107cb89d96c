//! C: what rust-bindgen wrote of a header, as declarations with marks.
//!
//! | module | job |
//! |---|---|
//! | `header` | the file: functions, and what its names stand for |
//! | `endless` | the names that stand for nothing, because they contain themselves |
//! | `callback` | which parameters are called back, and which `void *` leads back from each |
//! | `calls` | how often: what names and documentation say |
//! | `shape` | the word of `#[asyncify(..)]` for that |
//! | `item` | what the callback brings, and what it answers |
//! | `returned` | what the function returns, and how C is told to stop |
//! | `declare` | all this, as a declaration |
//! | `todo` | what remains to be decided |

mod callback;
mod calls;
mod declare;
mod endless;
mod header;
mod item;
mod returned;
mod shape;
#[cfg(test)]
mod tests;
mod todo;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::Item;

use crate::Failure;
use crate::config::{Binding, Config};
use crate::judge;
use crate::model::{self, Calls, Candidate, Declaration, Finding, Package, Place, Scanned};
use crate::source::text;
use callback::Initiator;
use header::Header;

/// Whether a file is rust-bindgen's, which says so in its first line, or like one: it declares C
/// functions and has none of its own.
pub(crate) fn is_bindings(file: &Path) -> bool {
    let is_rust = file.extension().is_some_and(|it| it == "rs");
    let Some(text) = is_rust.then(|| text::read(file).ok()).flatten() else {
        return false;
    };
    let first = text.lines().next();
    first.is_some_and(|line| line.contains("rust-bindgen"))
        || text::parse(file, &text).is_ok_and(|file| declares_only(&file.items))
}

fn declares_only(items: &[Item]) -> bool {
    let mut all = items.iter();
    let mut others = items.iter();
    all.any(|it| matches!(it, Item::ForeignMod(_)))
        && !others.any(|it| matches!(it, Item::Fn(_) | Item::Mod(_) | Item::Trait(_)))
}

/// The functions in a file of rust-bindgen's that take callbacks, as decided.
///
/// The library is called as in the decisions, or like the file; `module` is where the generated one
/// finds the bindings, if that is not decided.
pub(crate) fn scanned(
    file: &Path,
    module: Option<&str>,
    config: &Config,
) -> Result<Scanned, Failure> {
    let library = file.file_stem().unwrap_or_default().to_string_lossy();
    let binding = config.c_binding(file).or_else(|| config.binding(&library));
    let undecided = Binding::undecided(&library);
    let binding = binding.unwrap_or(&undecided);
    let path = match (module, &binding.bindings_path) {
        (Some(module), _) => syn::parse_str(module)
            .map_err(|_| Failure::input(format_args!("`{module}` is no path of a module")))?,
        (None, Some(decided)) => decided.clone(),
        (None, None) => syn::parse_quote!(crate::ffi),
    };
    let header = Header::new(parsed(file)?, path);
    let mut findings: Vec<_> = header
        .functions()
        .filter_map(|(abi, function)| {
            let initiator = callback::initiator(&header, function)?;
            let candidate = candidate(&binding.library, file, &header, function);
            Some(finding(candidate, initiator, abi, binding))
        })
        .collect();
    findings.sort_by(|one, other| one.candidate.path.cmp(&other.candidate.path));
    Ok(Scanned {
        is_fetched: false,
        passed_on: Vec::new(),
        perhaps: Vec::new(),
        package: Package {
            name: binding.library.clone(),
            lib: binding.library.clone(),
            version: String::new(),
            edition: 2024,
            root: file.to_owned(),
            target: binding.library.clone(),
            build_script: None,
            features: BTreeSet::new(),
            dependencies: BTreeMap::new(),
            beside: BTreeMap::new(),
            is_indirect: false,
        },
        findings,
    })
}

fn parsed(file: &Path) -> Result<syn::File, Failure> {
    let text = text::read(file).map_err(Failure::input)?;
    text::parse(file, &text).map_err(Failure::input)
}

fn finding(
    candidate: Candidate,
    initiator: Result<Initiator<'_>, String>,
    abi: String,
    binding: &Binding,
) -> Finding {
    let declared = initiator.and_then(|initiator| declared(&initiator, abi, &candidate, binding));
    judge::finding(candidate, declared)
}

/// The declaration with what was decided about it. What a decision does not answer is still to do.
fn declared(
    initiator: &Initiator<'_>,
    abi: String,
    candidate: &Candidate,
    binding: &Binding,
) -> Result<Declaration, String> {
    let decisions = binding.decisions(&candidate.path);
    let mut declaration = declare::declare(initiator, abi, &decisions)?;
    let todo = declaration.todo.clone();
    let applied = binding.apply(&candidate.path, &mut declaration);
    applied.map_err(|error| error.to_string())?;
    declaration.todo = todo;
    Ok(declaration)
}

fn candidate(
    library: &str,
    file: &Path,
    header: &Header,
    function: &syn::ForeignItemFn,
) -> Candidate {
    let inputs = function.sig.inputs.iter().enumerate();
    let callbacks = inputs.filter_map(|(param, input)| {
        let syn::FnArg::Typed(declared) = input else {
            return None;
        };
        let pointer = header.pointer(&declared.ty)?.function;
        let name = &declared.pat;
        Some(model::Callback {
            param,
            name: quote::quote!(#name).to_string(),
            calls: Calls::C,
            inputs: pointer
                .inputs
                .iter()
                .map(|input| input.ty.clone())
                .collect(),
            output: match &pointer.output {
                syn::ReturnType::Default => None,
                syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
            },
            is_static: true,
            is_send: true,
            is_optional: matches!(&*declared.ty, syn::Type::Path(_)),
            is_borrowed: false,
            hidden: None,
        })
    });
    Candidate {
        place: Place::Function {
            module: library.to_owned(),
        },
        path: format!("{library}::{}", function.sig.ident),
        file: file.to_owned(),
        line: function.sig.ident.span().start().line,
        docs: None,
        callbacks: callbacks.collect(),
        sig: Some(function.sig.clone()),
        module: 0,
        attrs: function.attrs.clone(),
    }
}
