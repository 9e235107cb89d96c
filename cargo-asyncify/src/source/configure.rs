//! Leaves out what conditional compilation leaves out.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Field, FnArg, GenericParam, Item, Meta, Token, Variant};

use super::cfg::{Cfg, Condition};

/// Whether what has these attributes is there.
///
/// Afterwards they have no conditions any more: those mean nothing in another crate.
pub(crate) fn is_there(attrs: &mut Vec<Attribute>, cfg: &Cfg) -> bool {
    let has = |name: &str| attrs.iter().any(|attr| attr.path().is_ident(name));
    if has("cfg_attr") {
        *attrs = std::mem::take(attrs)
            .into_iter()
            .flat_map(|attr| unwrapped(attr, cfg))
            .collect();
    }
    let mut holds = true;
    attrs.retain(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            holds &= cfg.holds(list.tokens.clone());
            false
        }
        _ => true,
    });
    holds
}

/// The attributes that a `cfg_attr` stands for; any other one stands for itself.
fn unwrapped(attr: Attribute, cfg: &Cfg) -> Vec<Attribute> {
    let Meta::List(list) = &attr.meta else {
        return vec![attr];
    };
    if !list.path.is_ident("cfg_attr") {
        return vec![attr];
    }
    let parse = |input: ParseStream<'_>| {
        let condition: Condition = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        if !cfg.is(&condition) {
            input.parse::<TokenStream>()?;
            return Ok(Punctuated::new());
        }
        Punctuated::<Meta, Token![,]>::parse_terminated(input)
    };
    let metas = parse.parse2(list.tokens.clone()).unwrap_or_default();
    metas
        .into_iter()
        .flat_map(|meta| {
            let attr = Attribute {
                meta,
                ..attr.clone()
            };
            unwrapped(attr, cfg)
        })
        .collect()
}

/// Leaves out parts of an item: fields, variants, parameters. Whether the item itself is there was
/// asked before, and so for its members.
pub(crate) fn inside(item: &mut Item, cfg: &Cfg) {
    Inside(cfg).visit_item_mut(item);
}

struct Inside<'a>(&'a Cfg);

impl Inside<'_> {
    fn filter_punctuated<T, P: Default>(
        &self,
        list: &mut Punctuated<T, P>,
        attrs: impl Fn(&mut T) -> Option<&mut Vec<Attribute>>,
    ) {
        let mut all_there = true;
        let there: Vec<bool> = list
            .iter_mut()
            .map(|each| attrs(each).is_none_or(|attrs| is_there(attrs, self.0)))
            .inspect(|there| all_there &= there)
            .collect();
        if !all_there {
            let kept = std::mem::take(list).into_iter().zip(there);
            *list = kept
                .filter(|(_, there)| *there)
                .map(|(each, _)| each)
                .collect();
        }
    }
}

impl VisitMut for Inside<'_> {
    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        self.filter_punctuated(&mut fields.named, |field: &mut Field| {
            Some(&mut field.attrs)
        });
    }

    fn visit_fields_unnamed_mut(&mut self, fields: &mut syn::FieldsUnnamed) {
        self.filter_punctuated(&mut fields.unnamed, |field: &mut Field| {
            Some(&mut field.attrs)
        });
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        self.filter_punctuated(&mut item.variants, |variant: &mut Variant| {
            Some(&mut variant.attrs)
        });
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_signature_mut(&mut self, sig: &mut syn::Signature) {
        self.filter_punctuated(&mut sig.inputs, |input| match input {
            FnArg::Receiver(input) => Some(&mut input.attrs),
            FnArg::Typed(input) => Some(&mut input.attrs),
        });
        self.visit_generics_mut(&mut sig.generics);
    }

    fn visit_generics_mut(&mut self, generics: &mut syn::Generics) {
        self.filter_punctuated(&mut generics.params, |param| match param {
            GenericParam::Lifetime(param) => Some(&mut param.attrs),
            GenericParam::Type(param) => Some(&mut param.attrs),
            GenericParam::Const(param) => Some(&mut param.attrs),
        });
    }

    // No conditions are in these, or none that matter.
    fn visit_block_mut(&mut self, _: &mut syn::Block) {}
    fn visit_expr_mut(&mut self, _: &mut syn::Expr) {}
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}
}
