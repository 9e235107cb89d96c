//! The text of a module.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, ForeignItemFn, ItemImpl, ItemTrait, TraitItem, parse_quote};

use super::layout::{attributes, comment, commented, function, head, indented};
use super::module::{Member, Section};
use super::names::Names;
use super::{pieces, uses};
use crate::arguments;
use crate::model::Block;

/// What sections are written with.
pub(super) struct Renderer<'a> {
    pub(super) names: &'a Names,
    /// The names that `use`s of one's own bring.
    pub(super) own: &'a BTreeSet<String>,
}

impl Renderer<'_> {
    /// The lines of a section; one of nothing but comments is a comment itself.
    pub(super) fn section(&self, section: &Section) -> syn::Result<Vec<String>> {
        let is_active = section.is_active();
        let mut lines = self.before(section)?;
        let is_alone = matches!(section.block, Block::Listener { .. });
        let mut members = Vec::new();
        if let Some(uses) = self.uses(section) {
            members.extend(uses);
        }
        for member in &section.members {
            if !members.is_empty() {
                members.push(String::new());
            }
            members.extend(self.member(section, member, is_active)?);
        }
        match is_alone {
            true => lines.extend(members),
            false => {
                lines.extend(indented(members));
                lines.push(String::from("}"));
            }
        }
        Ok(match is_active {
            true => lines,
            false => commented(lines),
        })
    }

    /// All up to the members.
    fn before(&self, section: &Section) -> syn::Result<Vec<String>> {
        let docs = |what: &str, of: &str| -> Vec<Attribute> {
            let default = format!("Async versions of {what} of [`{of}`].");
            let text = section.docs.as_deref().unwrap_or(&default).trim_end();
            text.lines().map(doc).collect()
        };
        match &section.block {
            Block::Extension {
                of, head: tokens, ..
            } => {
                let tokens = self.names.shorten(tokens.clone());
                let mut item: ItemImpl = syn::parse2(quote!(#tokens {}))?;
                if !item.attrs.iter().any(|it| it.path().is_ident("doc")) {
                    item.attrs.splice(0..0, docs("methods", of));
                }
                let options = arguments::take(&mut item.attrs);
                let ext: TokenStream = ext_of(section).parse()?;
                item.attrs
                    .push(parse_quote!(#[asyncify(ext = #ext, #options)]));
                let mut lines = attributes(&item.attrs, 0);
                let of = format!(" {}", pieces::ty(&item.self_ty));
                lines.extend(head("impl", &item.generics, &of));
                Ok(lines)
            }
            Block::Module { path } => {
                let of = path.trim_start_matches("::");
                let path: TokenStream = format!("::{of}").parse()?;
                // Links have keywords as they are.
                let mut attrs = docs("functions", &of.replace("r#", ""));
                attrs.push(parse_quote!(#[asyncify(path = #path)]));
                let mut lines = attributes(&attrs, 0);
                lines.push(format!("pub mod {} {{", section.name));
                Ok(lines)
            }
            Block::Extern { abi } => {
                let lines = ["#[asyncify]", &format!("unsafe extern {abi:?} {{")];
                Ok(lines.map(str::to_owned).to_vec())
            }
            Block::Listener { .. } => Ok(Vec::new()),
        }
    }

    /// What a module has of the names around it.
    fn uses(&self, section: &Section) -> Option<Vec<String>> {
        if !matches!(section.block, Block::Module { .. }) {
            return None;
        }
        let mut used = self.names.used_in(&section.becomes);
        let words = super::names::words(&section.becomes);
        used.extend(words.intersection(self.own).cloned());
        match used.len() {
            0 => None,
            1 => Some(vec![format!("use super::{};", used.pop_first()?)]),
            _ => Some(uses::list("super", &used, 1)),
        }
    }

    fn member(
        &self,
        section: &Section,
        member: &Member,
        in_active: bool,
    ) -> syn::Result<Vec<String>> {
        let tokens = self.names.shorten(member.item.clone());
        let lines = match &section.block {
            Block::Listener { path } => listener(syn::parse2(tokens)?, path, member)?,
            Block::Extern { .. } => function(&syn::parse2(tokens)?, 1),
            _ => {
                let mut item: ForeignItemFn = syn::parse2(tokens)?;
                let is_unsafe = matches!(item.sig.safety, syn::Safety::Unsafe(_));
                document(&mut item.attrs, member, is_unsafe);
                function(&item, 1)
            }
        };
        let mut remarks = Vec::new();
        // In C, they are part of the documentation already.
        if !matches!(section.block, Block::Extern { .. }) {
            for note in &member.notes {
                remarks.extend(comment(&format!("Note: {note}"), 1));
            }
        }
        for todo in &member.todo {
            remarks.extend(comment(&format!("TODO: {todo}"), 1));
        }
        // In a section that is a comment as a whole, it is one already.
        remarks.extend(match member.todo.is_empty() || !in_active {
            true => lines,
            false => commented(lines),
        });
        Ok(remarks)
    }
}

/// The name of the extension trait, and what its visibility is.
fn ext_of(section: &Section) -> &str {
    match &section.block {
        Block::Extension { ext, .. } => ext,
        _ => "",
    }
}

fn listener(mut item: ItemTrait, path: &str, member: &Member) -> syn::Result<Vec<String>> {
    document(&mut item.attrs, member, false);
    let options = arguments::take(&mut item.attrs);
    let path: TokenStream = format!("::{}", path.trim_start_matches("::")).parse()?;
    item.attrs
        .push(parse_quote!(#[asyncify(listener, path = #path, #options)]));
    let mut lines = attributes(&item.attrs, 0);
    let supertraits = match item.supertraits.is_empty() {
        true => String::new(),
        false => format!(": {}", pieces::tokens(&item.supertraits.to_token_stream())),
    };
    lines.extend(head(
        &format!("pub trait {}", item.ident),
        &item.generics,
        &supertraits,
    ));
    let mut methods = Vec::new();
    for method in item.items {
        if let TraitItem::Fn(method) = method {
            let mut method: ForeignItemFn = syn::parse2(method.into_token_stream())?;
            if !method.attrs.iter().any(|it| it.path().is_ident("doc")) {
                let link = format!("As [`{}::{}`].", member.path, method.sig.ident);
                method.attrs.insert(0, doc(&link));
            }
            methods.extend(function(&method, 1));
        }
    }
    lines.extend(indented(methods));
    lines.push(String::from("}"));
    Ok(lines)
}

/// A line for the original, where there is no documentation yet.
fn document(attrs: &mut Vec<Attribute>, member: &Member, is_unsafe: bool) {
    if attrs.iter().any(|it| it.path().is_ident("doc")) {
        return;
    }
    let path = &member.path;
    let mut lines = vec![format!("Async version of [`{path}`].")];
    if is_unsafe {
        lines.extend([
            String::new(),
            String::from("# Safety"),
            format!("As for [`{path}`]."),
        ]);
    }
    attrs.splice(0..0, lines.iter().map(|it| doc(it)));
}

fn doc(line: &str) -> Attribute {
    let line = match line {
        "" => String::new(),
        line => format!(" {line}"),
    };
    parse_quote!(#[doc = #line])
}
