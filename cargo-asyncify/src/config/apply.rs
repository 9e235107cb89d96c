//! Puts decisions into a declaration.

use asyncify_codegen::scan::add_predicate;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Attribute, ExprClosure, FnArg, ForeignItemFn, Generics, ItemImpl, ItemTrait, Pat, PatType,
    ReturnType, TraitItem, Type, WherePredicate, parse_quote,
};

use super::{Binding, BlockDecision, FunctionDecision};
use crate::arguments::{self, Argument};
use crate::model::{Block, Declaration};

/// Of these, what is decided takes the place of what is proposed.
pub(crate) const SHAPES: [&str; 4] = ["once", "stream", "frames", "feed"];
const ROLES: [&str; 5] = ["item", "error", "end", "progress", "skip"];

impl Binding {
    /// Changes the declaration for a public path as was decided.
    pub(crate) fn apply(&self, path: &str, declaration: &mut Declaration) -> syn::Result<()> {
        if let Some(decision) = self.block(path) {
            match &mut declaration.block {
                Block::Extension { ext, head, .. } => {
                    apply_to_head(decision, ext, head)?;
                    let mut item: ForeignItemFn = syn::parse2(declaration.item.clone())?;
                    drop_options(&mut item.attrs, &decision.options)?;
                    declaration.item = item.into_token_stream();
                }
                // It has no place for options, but each of its functions has.
                _ => {
                    let mut item: ForeignItemFn = syn::parse2(declaration.item.clone())?;
                    set_options(&mut item.attrs, &decision.options)?;
                    declaration.item = item.into_token_stream();
                }
            }
        }
        let of_block = self.block(path).into_iter().flat_map(|it| &it.options);
        let of_function = self.decisions(path).into_iter().flat_map(|it| &it.options);
        let says = |it: &Argument| SHAPES.iter().any(|shape| it.is(shape));
        if of_block.chain(of_function).any(says) {
            declaration.doubts.clear();
        }
        for decision in self.decisions(path) {
            let item = declaration.item.clone();
            declaration.item = match declaration.block {
                Block::Listener { .. } => listener(decision, syn::parse2(item)?)?,
                _ => function(decision, syn::parse2(item)?)?,
            };
            if decision.settles() {
                declaration.todo.clear();
            }
        }
        Ok(())
    }
}

fn apply_to_head(
    decision: &BlockDecision,
    ext: &mut String,
    head: &mut TokenStream,
) -> syn::Result<()> {
    let mut item: ItemImpl = syn::parse2(quote!(#head {}))?;
    if let Some(name) = &decision.ext {
        ext.clone_from(name);
    }
    set_options(&mut item.attrs, &decision.options)?;
    set_docs(&mut item.attrs, decision.docs.as_deref());
    add_predicates(&mut item.generics, &decision.predicates);
    *head = without_body(&item);
    Ok(())
}

/// All of an `impl` but its braces.
fn without_body(item: &ItemImpl) -> TokenStream {
    let mut tokens: Vec<_> = item.to_token_stream().into_iter().collect();
    tokens.pop();
    tokens.into_iter().collect()
}

fn function(decision: &FunctionDecision, mut item: ForeignItemFn) -> syn::Result<TokenStream> {
    set_options(&mut item.attrs, &decision.options)?;
    set_docs(&mut item.attrs, decision.docs.as_deref());
    set_marks(&mut item.attrs, &decision.marks.0);
    add_predicates(&mut item.sig.generics, &decision.predicates);
    for input in &mut item.sig.inputs {
        if let FnArg::Typed(param) = input
            && let Some(marks) = name(param).and_then(|name| decision.params.get(name.as_str()))
        {
            set_marks(&mut param.attrs, &marks.0);
        }
    }
    Ok(item.into_token_stream())
}

fn listener(decision: &FunctionDecision, mut item: ItemTrait) -> syn::Result<TokenStream> {
    set_options(&mut item.attrs, &decision.options)?;
    set_docs(&mut item.attrs, decision.docs.as_deref());
    for method in &mut item.items {
        if let TraitItem::Fn(method) = method
            && let Some(marks) = decision.params.get(method.sig.ident.to_string().as_str())
        {
            set_marks(&mut method.attrs, &marks.0);
        }
    }
    Ok(item.into_token_stream())
}

/// The name of a parameter, if it has one.
pub(super) fn name(param: &PatType) -> Option<String> {
    match &*param.pat {
        Pat::Ident(pat) => Some(pat.ident.to_string()),
        _ => None,
    }
}

/// Puts options into `#[asyncify(..)]`, which is added if there is none.
fn set_options(attrs: &mut Vec<Attribute>, decided: &[Argument]) -> syn::Result<()> {
    if decided.is_empty() {
        return Ok(());
    }
    drop_options(attrs, decided)?;
    let kept = arguments::parse(arguments::take(attrs))?;
    let all = kept.iter().chain(decided);
    attrs.push(parse_quote!(#[asyncify(#(#all),*)]));
    Ok(())
}

/// Takes the options away that others were decided for.
fn drop_options(attrs: &mut Vec<Attribute>, decided: &[Argument]) -> syn::Result<()> {
    let proposed = arguments::parse(arguments::take(attrs))?;
    let names_shape = |it: &Argument| SHAPES.iter().any(|shape| it.is(shape));
    let has_shape = decided.iter().any(names_shape);
    let is_replaced = |it: &Argument| {
        let is_same = |other: &Argument| it.name.is_some() && it.name == other.name;
        has_shape && names_shape(it) || decided.iter().any(is_same)
    };
    let kept: Vec<_> = proposed.iter().filter(|it| !is_replaced(it)).collect();
    if !kept.is_empty() {
        attrs.push(parse_quote!(#[asyncify(#(#kept),*)]));
    }
    Ok(())
}

/// Puts marks in place of those with the same names, or the same job.
fn set_marks(attrs: &mut Vec<Attribute>, decided: &[Attribute]) {
    let is_role = |it: &Attribute| ROLES.iter().any(|role| it.path().is_ident(role));
    let has_role = decided.iter().any(is_role);
    let has_result = decided.iter().any(makes_result);
    attrs.retain(|it| {
        let is_same = |other: &Attribute| it.path() == other.path();
        let is_told = has_result && it.path().is_ident("ok_if");
        !(is_told || has_role && is_role(it) || decided.iter().any(is_same))
    });
    attrs.extend(decided.iter().cloned());
    // What it is, before what is made of it; documentation stays first.
    attrs.sort_by_key(|it| match it {
        it if it.path().is_ident("doc") => 0,
        it if it.path().is_ident("asyncify") => 1,
        it if is_role(it) => 2,
        _ => 3,
    });
}

/// Whether it is a `#[map]` that tells success from failure by itself.
fn makes_result(mark: &Attribute) -> bool {
    let Ok(closure) = mark.parse_args::<ExprClosure>() else {
        return false;
    };
    let ReturnType::Type(_, ty) = &closure.output else {
        return false;
    };
    mark.path().is_ident("map")
        && matches!(&**ty, Type::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "Result"))
}

fn set_docs(attrs: &mut Vec<Attribute>, docs: Option<&str>) {
    let Some(docs) = docs else { return };
    attrs.retain(|it| !it.path().is_ident("doc"));
    let lines = docs.trim_end().lines().map(|line| -> Attribute {
        let line = match line {
            "" => String::new(),
            line => format!(" {line}"),
        };
        parse_quote!(#[doc = #line])
    });
    attrs.splice(0..0, lines);
}

fn add_predicates(generics: &mut Generics, decided: &[WherePredicate]) {
    for predicate in decided {
        add_predicate(generics, predicate.clone());
    }
}
