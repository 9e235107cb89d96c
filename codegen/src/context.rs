//! Where a function stands, and what follows from it for the call that sets the API going.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Ident, Path, PathSegment, Token, Type};

/// Where the annotated function stands.
pub(crate) enum Context {
    /// The attribute is on the function itself: at module level, or in an `impl` we can't see.
    Alone,
    /// In an annotated `impl` block, among the generics of that block.
    Impl { generics: Generics, self_ty: Type },
    /// In the mirror of a foreign type.
    Foreign { generics: Generics, through: Type },
    /// In what a handle of the type is made of.
    Wrapper { generics: Generics, through: Type },
    /// In an annotated trait.
    Trait,
    /// In the mirror of a foreign module.
    Module { path: Path },
    /// In an annotated `extern` block.
    Extern,
}

impl Context {
    /// Whether `Self` surely has a meaning here.
    pub(crate) fn has_self(&self) -> bool {
        matches!(
            self,
            Context::Impl { .. }
                | Context::Foreign { .. }
                | Context::Wrapper { .. }
                | Context::Trait
        )
    }

    /// Whether the twin takes the place of the function unless `keep` is said.
    pub(crate) fn replaces(&self) -> bool {
        matches!(self, Context::Alone | Context::Impl { .. })
    }

    /// Whether what stands here declares somebody else's function, and is not written out.
    pub(crate) fn is_mirror(&self) -> bool {
        matches!(
            self,
            Context::Foreign { .. } | Context::Wrapper { .. } | Context::Module { .. }
        )
    }

    /// Whether the twin bears the name of the function, unless told otherwise.
    pub(crate) fn keeps_name(&self) -> bool {
        self.replaces() || matches!(self, Context::Module { .. } | Context::Wrapper { .. })
    }

    /// Whether functions must have a body here, must not, or may do either.
    pub(crate) fn wants_body(&self) -> Option<bool> {
        match self {
            Context::Alone | Context::Impl { .. } => Some(true),
            Context::Foreign { .. }
            | Context::Module { .. }
            | Context::Wrapper { .. }
            | Context::Extern => Some(false),
            Context::Trait => None,
        }
    }

    /// The generic parameters of the block around the function.
    pub(crate) fn generics(&self) -> Option<&Generics> {
        match self {
            Context::Impl { generics, .. }
            | Context::Foreign { generics, .. }
            | Context::Wrapper { generics, .. } => Some(generics),
            _ => None,
        }
    }

    /// What `Self` is, where that can be seen.
    pub(crate) fn self_type(&self) -> Option<&Type> {
        match self {
            Context::Impl { self_ty, .. } => Some(self_ty),
            Context::Foreign { through, .. } | Context::Wrapper { through, .. } => Some(through),
            _ => None,
        }
    }

    /// The path of the existing function `name`.
    pub(crate) fn path(&self, name: &Ident, in_impl: bool) -> TokenStream {
        match self {
            Context::Foreign { through, .. } | Context::Wrapper { through, .. } => {
                quote!(<#through>::#name)
            }
            Context::Module { path } => inside_module(path, name),
            _ if in_impl => quote!(Self::#name),
            _ => quote!(#name),
        }
    }

    /// The import that makes a relative path mean inside the module what it means beside it.
    pub(crate) fn outer_scope(&self) -> Option<TokenStream> {
        let Context::Module { path } = self else {
            return None;
        };
        let first = path.segments.first()?;
        let anchored = ["self", "super", "crate"]
            .iter()
            .any(|word| first.ident == word);
        let relative = path.leading_colon.is_none() && !anchored;
        relative.then(|| {
            quote! {
                #[allow(unused_imports)]
                use super::*;
            }
        })
    }
}

/// A path written beside a module, seen from inside of it.
fn inside_module(path: &Path, name: &Ident) -> TokenStream {
    let mut path = path.clone();
    let parent = PathSegment::from(<Token![super]>::default());
    let first = path
        .segments
        .first()
        .map(|segment| segment.ident.to_string());
    match first.as_deref() {
        Some("self") => path.segments[0] = parent,
        Some("super") => path.segments.insert(0, parent),
        _ => {}
    }
    quote!(#path::#name)
}
