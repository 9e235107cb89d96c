//! Signatures as they are written outside of their crate.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{
    FnArg, Generics, Ident, Item, Pat, Path, Signature, Token, Type, TypeParamBound, parse_quote,
};

use crate::model::Definition;
use crate::resolve::Resolver;

/// A resolver, as seen from one module.
#[derive(Clone, Copy)]
pub(super) struct Public<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) module: usize,
}

impl Public<'_> {
    /// The signature by public paths, with a name for each parameter.
    pub(super) fn signature(&self, sig: &Signature, outer: &Generics) -> Result<Signature, String> {
        let mut sig = sig.clone();
        sig.constness = None;
        for (at, input) in sig.inputs.iter_mut().enumerate() {
            let FnArg::Typed(declared) = input else {
                continue;
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
        let generics = sig.generics.clone();
        let mut bounds = Bounds {
            public: *self,
            generics: [outer, &generics],
        };
        bounds.visit_signature_mut(&mut sig);
        let named = self.resolver.publish(self.module, &[outer], |names| {
            names.visit_signature_mut(&mut sig);
        });
        refuse(&named.private)?;
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

/// Takes off a closure's type what nobody outside can name: a closure that the macro writes is `Send`
/// and whatever else its values are, asked for or not.
struct Bounds<'a> {
    public: Public<'a>,
    generics: [&'a Generics; 2],
}

impl Bounds<'_> {
    fn keep_nameable(&self, bounds: &mut Punctuated<TypeParamBound, Token![+]>) {
        let is_closure = |bound: &TypeParamBound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
                ["FnOnce", "FnMut", "Fn"]
                    .iter()
                    .any(|name| last.ident == name)
            }),
            _ => false,
        };
        if !bounds.iter().any(is_closure) {
            return;
        }
        let Public { resolver, module } = self.public;
        *bounds = std::mem::take(bounds)
            .into_iter()
            .filter(|bound| {
                let mut bound = bound.clone();
                let named = resolver.publish(module, &self.generics, |names| {
                    names.visit_type_param_bound_mut(&mut bound);
                });
                is_closure(&bound) || named.private.is_empty()
            })
            .collect();
    }
}

impl VisitMut for Bounds<'_> {
    fn visit_type_impl_trait_mut(&mut self, ty: &mut syn::TypeImplTrait) {
        self.keep_nameable(&mut ty.bounds);
    }

    fn visit_type_trait_object_mut(&mut self, ty: &mut syn::TypeTraitObject) {
        self.keep_nameable(&mut ty.bounds);
    }

    fn visit_type_param_mut(&mut self, param: &mut syn::TypeParam) {
        self.keep_nameable(&mut param.bounds);
    }

    fn visit_predicate_type_mut(&mut self, predicate: &mut syn::PredicateType) {
        self.keep_nameable(&mut predicate.bounds);
    }
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
