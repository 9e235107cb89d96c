//! What is annotated in a file.

use std::fmt;
use std::rc::Rc;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{File, ImplItem, Item, ItemImpl, ItemTrait, TraitItem};

use crate::arguments;
use crate::expand::attributes::{Aliases, Annotation};
use crate::expand::files::SourceFile;

/// All that was found in the files searched.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) annotated: Vec<Annotated>,
    /// The paths of functions that are not, and where they are.
    pub(crate) others: Vec<(Vec<String>, Location)>,
    /// The paths of modules.
    pub(crate) modules: Vec<Vec<String>>,
}

#[derive(Clone)]
pub(crate) struct Location {
    pub(crate) file: Rc<str>,
    pub(crate) line: usize,
}

/// An annotated item.
pub(crate) struct Annotated {
    pub(crate) location: Location,
    /// The module, type or function that it stands in.
    pub(crate) within: Vec<String>,
    /// What it goes by, the best first. A block for somebody else's type goes by the trait that it
    /// makes, and by that type.
    pub(crate) names: Vec<String>,
    /// The functions of a block.
    pub(crate) members: Vec<String>,
    pub(crate) annotation: Annotation,
    /// Of a function in a block that is not annotated itself: that block, empty.
    pub(crate) block: Option<Block>,
}

#[derive(Clone)]
pub(crate) enum Block {
    Impl(ItemImpl),
    Trait(ItemTrait),
}

impl Found {
    pub(crate) fn search(&mut self, file: SourceFile) {
        self.modules.push(file.module.clone());
        let mut search = Search {
            aliases: Aliases::of(&file.syntax),
            file: Rc::from(file.path),
            within: file.module,
            block: None,
            found: self,
        };
        search.visit_file(&file.syntax);
    }
}

struct Search<'a> {
    file: Rc<str>,
    aliases: Aliases,
    within: Vec<String>,
    block: Option<Block>,
    found: &'a mut Found,
}

impl Search<'_> {
    /// Notes the item, if it is annotated.
    fn take(&mut self, item: &impl ToTokens, name: impl Into<Option<String>>) -> bool {
        let Some(annotation) = self.aliases.annotation(item) else {
            return false;
        };
        self.found.annotated.push(Annotated {
            location: self.location(annotation.span),
            within: self.within.clone(),
            names: made(annotation.args.clone()).chain(name.into()).collect(),
            members: members(annotation.item.clone()),
            annotation,
            block: self.block.clone(),
        });
        true
    }

    /// Looks at the items that a macro is called with, or at those in the braces there, as in
    /// `cfg_if! { if #[cfg(unix)] { .. } }`.
    fn items_in(&mut self, tokens: TokenStream) {
        match syn::parse2::<File>(tokens.clone()) {
            Ok(file) => Visit::visit_file(self, &file),
            Err(_) => {
                for token in tokens {
                    if let TokenTree::Group(group) = token
                        && group.delimiter() == Delimiter::Brace
                    {
                        self.items_in(group.stream());
                    }
                }
            }
        }
    }

    fn location(&self, span: proc_macro2::Span) -> Location {
        Location {
            file: Rc::clone(&self.file),
            line: span.start().line,
        }
    }

    /// Goes on inside of something that has a name.
    fn inside(&mut self, name: String, block: Option<Block>, visit: impl FnOnce(&mut Self)) {
        let block = std::mem::replace(&mut self.block, block);
        self.within.push(name);
        visit(self);
        self.within.pop();
        self.block = block;
    }

    fn function(&mut self, item: &impl ToTokens, name: &Ident, visit: impl FnOnce(&mut Self)) {
        let path = text(name);
        if !self.take(item, path.clone()) {
            let path = [&self.within[..], std::slice::from_ref(&path)].concat();
            let location = self.location(name.span());
            self.found.others.push((path, location));
        }
        self.inside(path, None, visit);
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Fn(function) => self.function(function, &function.sig.ident, |this| {
                visit::visit_item_fn(this, function);
            }),
            Item::Mod(module) => {
                if !self.take(module, text(&module.ident)) {
                    self.inside(text(&module.ident), None, |this| {
                        this.found.modules.push(this.within.clone());
                        visit::visit_item_mod(this, module);
                    });
                }
            }
            Item::Impl(block) => {
                let name = last_name(block.self_ty.to_token_stream());
                if !self.take(block, name.clone()) {
                    let empty = Block::Impl(ItemImpl {
                        attrs: Vec::new(),
                        items: Vec::new(),
                        ..block.clone()
                    });
                    self.inside(name.unwrap_or_default(), Some(empty), |this| {
                        visit::visit_item_impl(this, block);
                    });
                }
            }
            Item::Trait(block) => {
                if !self.take(block, text(&block.ident)) {
                    let empty = Block::Trait(ItemTrait {
                        attrs: Vec::new(),
                        items: Vec::new(),
                        ..block.clone()
                    });
                    self.inside(text(&block.ident), Some(empty), |this| {
                        visit::visit_item_trait(this, block);
                    });
                }
            }
            Item::ForeignMod(block) => {
                self.take(block, block.abi.to_token_stream().to_string());
            }
            Item::Macro(call) if call.ident.is_none() => self.items_in(call.mac.tokens.clone()),
            // Among them functions without a body.
            Item::Verbatim(tokens) => {
                self.take(tokens, members(tokens.clone()).into_iter().next());
            }
            other => {
                if !self.take(other, None) {
                    visit::visit_item(self, other);
                }
            }
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if let ImplItem::Fn(function) = item {
            self.function(function, &function.sig.ident, |this| {
                visit::visit_impl_item_fn(this, function);
            });
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if let TraitItem::Fn(function) = item {
            self.function(function, &function.sig.ident, |this| {
                visit::visit_trait_item_fn(this, function);
            });
        }
    }
}

fn text(name: &Ident) -> String {
    name.unraw().to_string()
}

/// The names of all functions in the block that ends the item, or of the item, which is one.
fn members(item: TokenStream) -> Vec<String> {
    let block = item.clone().into_iter().last();
    let is_function = |tokens: TokenStream| {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let names = tokens.windows(2).filter_map(|pair| match pair {
            [TokenTree::Ident(word), TokenTree::Ident(name)] if word == "fn" => Some(text(name)),
            _ => None,
        });
        names.collect::<Vec<_>>()
    };
    let own = is_function(item);
    match block {
        Some(TokenTree::Group(group))
            if own.is_empty() && group.delimiter() == Delimiter::Brace =>
        {
            is_function(group.stream())
        }
        _ => own,
    }
}

/// The name of a type, without what it is generic over.
fn last_name(ty: TokenStream) -> Option<String> {
    let before_generics = ty.into_iter().take_while(|token| token.to_string() != "<");
    let names = before_generics.filter_map(|token| match token {
        TokenTree::Ident(name) => Some(text(&name)),
        _ => None,
    });
    names.last()
}

/// The names of the trait and of the handle that the options ask for: `ext = pub(crate) Name`.
fn made(options: TokenStream) -> impl Iterator<Item = String> {
    let options = arguments::parse(options).unwrap_or_default().into_iter();
    let names = options.filter(|option| option.is("ext") || option.is("wrapper"));
    names.filter_map(|option| last_name(option.value?))
}

impl Annotated {
    /// All paths that stand for it.
    pub(crate) fn paths(&self) -> impl Iterator<Item = Vec<String>> {
        let own = self.names.iter().map(|name| self.path(&[name]));
        let names = self.names.iter();
        let members = names.flat_map(|name| self.members.iter().map(move |member| (name, member)));
        let members = members.map(|(name, member)| self.path(&[name, member]));
        own.chain(members)
    }

    /// The paths of all that it stands in.
    pub(crate) fn around(&self) -> impl Iterator<Item = &[String]> {
        (1..=self.within.len()).map(|names| &self.within[..names])
    }

    fn path(&self, names: &[&String]) -> Vec<String> {
        let within = self.within.iter().chain(names.iter().copied());
        within.filter(|name| !name.is_empty()).cloned().collect()
    }
}

/// `src/client.rs:12: client::Client`
impl fmt::Display for Annotated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.paths().next().unwrap_or_else(|| self.within.clone());
        write!(f, "{}: {}", self.location, path.join("::"))?;
        for (index, condition) in self.annotation.conditions.iter().enumerate() {
            let word = if index == 0 { ", if" } else { " and" };
            write!(f, "{word} {condition}")?;
        }
        Ok(())
    }
}

/// `src/client.rs:12`
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
