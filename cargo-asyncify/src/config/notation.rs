//! Rust's notation in strings of TOML.

use proc_macro2::TokenStream;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Path, Token, UseTree, WherePredicate};

use crate::arguments::{self, Argument};

pub(super) fn options<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Argument>, D::Error> {
    read(from, "a list of options", |text| {
        arguments::parse(syn::parse_str::<TokenStream>(text)?)
    })
}

pub(super) fn predicates<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<WherePredicate>, D::Error> {
    read(from, "a list of bounds", |text| {
        let list = Punctuated::<_, Token![,]>::parse_terminated;
        Ok(list.parse_str(text)?.into_iter().collect())
    })
}

pub(super) fn path<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Path>, D::Error> {
    read(from, "a path", syn::parse_str).map(Some)
}

pub(super) fn marks<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Attribute>, D::Error> {
    read(from, "a list of marks", |text| {
        Attribute::parse_outer.parse_str(text)
    })
}

pub(super) fn uses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<UseTree>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let trees = texts.iter().map(|text| {
        syn::parse_str(text).map_err(|error| D::Error::custom(complaint(text, "a `use`", &error)))
    });
    trees.collect()
}

fn read<'de, D: Deserializer<'de>, T>(
    from: D,
    what: &str,
    parse: impl FnOnce(&str) -> syn::Result<T>,
) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    parse(&text).map_err(|error| D::Error::custom(complaint(&text, what, &error)))
}

fn complaint(text: &str, what: &str, error: &syn::Error) -> String {
    format!("`{text}` is not {what}: {error}")
}
