//! Attributes, those under `cfg_attr` among them.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Attribute, Meta, Token, UseTree};

/// What an attribute says, and on which condition: of a `cfg_attr`, what it stands for.
pub(crate) fn metas(attribute: &Attribute) -> Vec<(Meta, Option<TokenStream>)> {
    let Meta::List(list) = &attribute.meta else {
        return vec![(attribute.meta.clone(), None)];
    };
    let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
    let parts = match list.path.is_ident("cfg_attr") {
        true => parser.parse2(list.tokens.clone()).ok(),
        false => None,
    };
    let Some(parts) = parts else {
        return vec![(attribute.meta.clone(), None)];
    };
    let mut parts = parts.into_iter();
    let condition = parts.next().map(|condition| condition.to_token_stream());
    parts.map(|meta| (meta, condition.clone())).collect()
}

/// An item, with what the compiler takes off it before the macro sees it.
pub(crate) struct Annotation {
    pub(crate) args: TokenStream,
    /// Where the attribute is.
    pub(crate) span: Span,
    /// What must be configured for the item to be there, and to be annotated.
    pub(crate) conditions: Vec<TokenStream>,
    /// The item without these.
    pub(crate) item: TokenStream,
}

/// What `#[asyncify]` may be called in a file, besides its own name.
#[derive(Default)]
pub(crate) struct Aliases(BTreeSet<String>);

impl Aliases {
    pub(crate) fn of(file: &syn::File) -> Aliases {
        let mut aliases = Aliases::default();
        aliases.visit_file(file);
        aliases
    }

    fn is_ours(&self, meta: &Meta) -> bool {
        let Some(last) = meta.path().segments.last() else {
            return false;
        };
        let alias = meta.path().get_ident();
        last.ident == "asyncify" || alias.is_some_and(|name| self.0.contains(&name.to_string()))
    }

    /// The item as the macro would get it, if it is annotated.
    pub(crate) fn annotation(&self, item: &impl ToTokens) -> Option<Annotation> {
        let Split { attributes, rest } = syn::parse2(item.to_token_stream()).ok()?;
        let mut ours = None;
        let mut conditions = Vec::new();
        let mut item = TokenStream::new();
        for attribute in attributes {
            let metas = metas(&attribute);
            let at = metas.iter().position(|(meta, _)| self.is_ours(meta));
            match (at, &attribute.meta) {
                (Some(at), _) if ours.is_none() => {
                    for (other, (meta, condition)) in metas.into_iter().enumerate() {
                        if other == at {
                            conditions.extend(condition);
                            ours = Some((arguments(meta), attribute.pound_token.span()));
                        } else {
                            let attribute = attribute.clone();
                            Attribute { meta, ..attribute }.to_tokens(&mut item);
                        }
                    }
                }
                (_, Meta::List(list)) if list.path.is_ident("cfg") => {
                    conditions.push(list.tokens.clone());
                }
                _ => attribute.to_tokens(&mut item),
            }
        }
        let (args, span) = ours?;
        item.extend(rest);
        Some(Annotation {
            args,
            span,
            conditions,
            item,
        })
    }
}

fn arguments(meta: Meta) -> TokenStream {
    match meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    }
}

impl<'ast> Visit<'ast> for Aliases {
    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        if let UseTree::Rename(rename) = tree
            && rename.ident == "asyncify"
        {
            self.0.insert(rename.rename.unraw().to_string());
        }
        syn::visit::visit_use_tree(self, tree);
    }
}

/// Attributes, and what they stand on.
struct Split {
    attributes: Vec<Attribute>,
    rest: TokenStream,
}

impl Parse for Split {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Split {
            attributes: input.call(Attribute::parse_outer)?,
            rest: input.parse()?,
        })
    }
}
