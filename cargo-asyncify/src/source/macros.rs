//! What the calls of macros stand for.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Item, ItemMacro, LitStr, Macro, Token, braced};

use super::cfg::{Cfg, Condition};
use super::configure;
use super::member::Member;
use super::paste;
use super::rules::Rules;

/// How deep calls are followed; the compiler's own limit is the same.
const DEPTH: usize = 128;

/// How many calls are followed within one: only what has no end has more.
const CALLS: usize = 10_000;

/// The macros that are known at some place of a crate.
pub(crate) struct Macros<'a> {
    pub(crate) cfg: &'a Cfg,
    /// The crate's own ones. One that is defined later takes the place of an earlier one, as in
    /// the text of a file.
    own: HashMap<String, Rules>,
    /// Whether all of the crate was read: a macro that is not known yet is another crate's.
    pub(crate) is_complete: bool,
    /// How many calls stand in each other here.
    pub(crate) depth: usize,
    /// How many were followed within the outermost one.
    calls: Cell<usize>,
}

impl<'a> Macros<'a> {
    pub(crate) fn new(cfg: &'a Cfg) -> Self {
        Macros {
            cfg,
            own: HashMap::new(),
            is_complete: false,
            depth: 0,
            calls: Cell::new(0),
        }
    }

    /// Keeps a definition in mind.
    pub(crate) fn define(&mut self, item: &ItemMacro) {
        if let Some(name) = &item.ident {
            let rules = Rules::new(item.mac.tokens.clone());
            self.own.insert(name.to_string(), rules);
        }
    }

    /// Leaves members out that are not there, and looks into those that are calls.
    pub(crate) fn members_of(&mut self, item: &mut Item) {
        match item {
            Item::Impl(item) => self.expand_all(&mut item.items),
            Item::Trait(item) => self.expand_all(&mut item.items),
            Item::ForeignMod(item) => self.expand_all(&mut item.items),
            _ => {}
        }
    }

    fn expand_all<T: Member>(&mut self, members: &mut Vec<T>) {
        for mut member in std::mem::take(members) {
            let attrs = member.attributes();
            if !attrs.is_none_or(|attrs| configure::is_there(attrs, self.cfg)) {
                continue;
            }
            let content = member.call().and_then(|call| self.content::<T>(call));
            match content {
                Some(mut content) => {
                    self.depth += 1;
                    self.expand_all(&mut content);
                    self.depth -= 1;
                    members.append(&mut content);
                }
                None => members.push(member),
            }
        }
    }

    /// What a call stands for, if it is known.
    pub(crate) fn content<T: Member>(&self, call: &Macro) -> Option<Vec<T>> {
        let calls = if self.depth == 0 { 0 } else { self.calls.get() };
        self.calls.set(calls + 1);
        if self.depth > DEPTH || calls > CALLS {
            // Of what has no end nothing can be said.
            return Some(Vec::new());
        }
        let tokens = || call.tokens.clone();
        let taken = match name(call).as_str() {
            "cfg_if" => (|input: ParseStream<'_>| chain(input, self.cfg)).parse2(tokens()),
            "cfg_select" | "cfg_match" => {
                (|input: ParseStream<'_>| arms(input, self.cfg)).parse2(tokens())
            }
            name => Ok(self.expanded(name, call)?),
        };
        members.parse2(taken.ok()?).ok()
    }

    fn expanded(&self, name: &str, call: &Macro) -> Option<TokenStream> {
        match self.own.get(name) {
            Some(rules) => rules.expand(&call.tokens, call.path.span()),
            None if name == "paste" || call.path.segments[0].ident == "paste" => {
                Some(paste::pasted(call.tokens.clone()))
            }
            // Such as `thread_local!`: what looks like items is most likely that.
            None => self.is_complete.then(|| call.tokens.clone()),
        }
    }
}

/// The path of a file whose items stand in the place of a call, relative to the file of that.
pub(crate) fn included(call: &Macro) -> Option<PathBuf> {
    if name(call) != "include" {
        return None;
    }
    let path: LitStr = syn::parse2(call.tokens.clone()).ok()?;
    Some(path.value().into())
}

/// Whether a call includes a file that is there only once the crate is built.
pub(crate) fn includes_written(call: &Macro) -> bool {
    name(call) == "include" && call.tokens.to_string().contains("\"OUT_DIR\"")
}

fn name(call: &Macro) -> String {
    let last = call.path.segments.last();
    last.map_or_else(String::new, |last| last.ident.to_string())
}

fn members<T: Member>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut members: Vec<T> = Vec::new();
    while !input.is_empty() {
        let mut member: T = input.parse()?;
        if member.attributes().is_none() {
            return Err(input.error("nothing that is understood"));
        }
        members.push(member);
    }
    Ok(members)
}

/// `if #[cfg(..)] { .. } else if #[cfg(..)] { .. } else { .. }`
fn chain(input: ParseStream<'_>, cfg: &Cfg) -> syn::Result<TokenStream> {
    let mut taken = None;
    while !input.is_empty() {
        let mut holds = true;
        if input.parse::<Option<Token![if]>>()?.is_some() {
            for attr in input.call(syn::Attribute::parse_outer)? {
                holds &= cfg.is(&attr.parse_args()?);
            }
        }
        block(input, holds, &mut taken)?;
        input.parse::<Option<Token![else]>>()?;
    }
    Ok(taken.unwrap_or_default())
}

/// `unix => { .. } _ => { .. }`
fn arms(input: ParseStream<'_>, cfg: &Cfg) -> syn::Result<TokenStream> {
    let mut taken = None;
    while !input.is_empty() {
        let holds = match input.parse::<Option<Token![_]>>()? {
            Some(_) => true,
            None => cfg.is(&Condition::parse(input)?),
        };
        input.parse::<Token![=>]>()?;
        block(input, holds, &mut taken)?;
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(taken.unwrap_or_default())
}

/// Takes what is in a block, if it is the first one whose condition holds.
fn block(input: ParseStream<'_>, holds: bool, taken: &mut Option<TokenStream>) -> syn::Result<()> {
    let content;
    braced!(content in input);
    let content: TokenStream = content.parse()?;
    if holds && taken.is_none() {
        *taken = Some(content);
    }
    Ok(())
}
