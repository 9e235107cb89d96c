//! Signatures as they are written outside of their crate.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::{FnArg, Generics, Ident, Item, Pat, Path, Signature, Type, parse_quote};

use crate::model::Definition;
use crate::resolve::Resolver;

/// The crates beside the library that a declaration names, and their versions.
pub(super) type Needed = BTreeMap<String, String>;

/// A resolver, as seen from one module.
#[derive(Clone, Copy)]
pub(super) struct Public<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) module: usize,
}

impl Public<'_> {
    /// The signature by public paths, with a name for each parameter.
    pub(super) fn signature(
        &self,
        sig: &Signature,
        outer: &Generics,
        needed: &mut Needed,
    ) -> Result<Signature, String> {
        let mut sig = sig.clone();
        sig.constness = None;
        for (at, input) in sig.inputs.iter_mut().enumerate() {
            let declared = match input {
                FnArg::Typed(declared) => declared,
                FnArg::Receiver(receiver) => {
                    // As in `mut self`, which is the body's affair.
                    receiver.mutability = None;
                    continue;
                }
            };
            declared.attrs.clear();
            match &mut *declared.pat {
                Pat::Ident(pattern) => pattern.mutability = None,
                _ => {
                    let name = quote::format_ident!("arg{at}");
                    *declared.pat = parse_quote!(#name);
                }
            }
        }
        let named = self.resolver.publish(self.module, &[outer], |names| {
            names.visit_signature_mut(&mut sig);
        });
        refuse(&named.private)?;
        needed.extend(named.crates);
        Ok(sig)
    }

    /// What stands before a block: its generics and a type, by public paths.
    pub(super) fn head(&self, generics: &Generics, ty: &Type) -> Result<(Generics, Type), String> {
        let (mut head, mut of) = (generics.clone(), ty.clone());
        let named = self.resolver.publish(self.module, &[generics], |names| {
            names.visit_generics_mut(&mut head);
            names.visit_type_mut(&mut of);
        });
        refuse(&named.private)?;
        Ok((head, of))
    }

    /// What a public path stands for; the library's own ones begin with its name.
    pub(super) fn definition(&self, path: &Path) -> Option<Definition> {
        let mut path = path.clone();
        let lib = &self.resolver.library().package.lib;
        let is_own = path
            .segments
            .first()
            .is_some_and(|first| first.ident == lib);
        if path.leading_colon.is_some() && is_own {
            path.leading_colon = None;
            path.segments[0].ident = Ident::new("crate", Span::call_site());
        }
        self.resolver.definition(self.module, &path)
    }

    /// The item of a type's path.
    pub(super) fn item<T>(
        &self,
        path: &Path,
        read: impl FnOnce(&Definition, &Item) -> T,
    ) -> Option<T> {
        let definition = self.definition(path)?;
        let module = definition.library.modules.get(definition.module)?;
        Some(read(&definition, module.items.get(definition.item)?))
    }
}

/// What must be at hand for a declaration to compile.
pub(super) fn need(crates: &Needed) -> Option<String> {
    let crates: Vec<_> = crates
        .iter()
        .map(|(name, version)| format!("`{name}` {version}"))
        .collect();
    (!crates.is_empty()).then(|| {
        format!(
            "it needs {} among the dependencies, which this crate does not pass on",
            crates.join(", ")
        )
    })
}

/// A signature with these names can't be written outside.
pub(super) fn refuse(private: &[String]) -> Result<(), String> {
    let names: Vec<_> = private.iter().map(|name| format!("`{name}`")).collect();
    match names.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "its signature speaks of what has no public name: {}",
            names.join(", ")
        )),
    }
}
