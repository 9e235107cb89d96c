//! Signatures and marks as people read them: on one line, by the last names of paths.

use std::fmt;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Ident, Path, Signature, Token, TraitBound, Type, TypeFnPtr};

/// Without bounds in a `where` clause, which say more than a glance needs.
pub(crate) fn signature(sig: &Signature) -> String {
    let mut sig = sig.clone();
    sig.generics.where_clause = None;
    for input in &mut sig.inputs {
        match input {
            syn::FnArg::Typed(input) => input.attrs.clear(),
            syn::FnArg::Receiver(receiver) => receiver.attrs.clear(),
        }
    }
    Short.visit_signature_mut(&mut sig);
    let line = formatted(quote!(#sig {}));
    line.trim_end_matches("{}").trim_end().to_owned()
}

/// A signature as it is in the sources, with its bounds.
pub(crate) fn written(sig: &Signature) -> String {
    let line = formatted(quote!(#sig {}));
    let line = line.trim_end_matches("{}").trim_end();
    line.trim_end_matches(',').to_owned()
}

pub(crate) fn ty(ty: &Type) -> String {
    let mut ty = ty.clone();
    Short.visit_type_mut(&mut ty);
    let line = formatted(quote!(type It = #ty;));
    line.trim_start_matches("type It =")
        .trim_end_matches(';')
        .trim()
        .to_owned()
}

/// `FnMut(Event) -> bool`
pub(crate) fn bound(bound: &TokenStream) -> String {
    let opaque = syn::parse2(quote!(impl #bound));
    let shown = opaque.map_or_else(|_| bound.to_string(), |it: Type| ty(&it));
    shown.trim_start_matches("impl ").to_owned()
}

/// `#[reply(Ok(()))]`
pub(crate) fn mark(tokens: &TokenStream) -> String {
    let attribute = quote!(#tokens fn it() {});
    let Ok(mut function) = syn::parse2::<syn::ItemFn>(attribute) else {
        return tokens.to_string();
    };
    let attrs = std::mem::take(&mut function.attrs);
    let shown: Vec<_> = attrs.iter().map(one_mark).collect();
    shown.join(" ")
}

fn one_mark(attr: &Attribute) -> String {
    let name = attr.path().to_token_stream();
    let Ok(list) = attr.meta.require_list() else {
        return format!("#[{name}]");
    };
    let arguments = shortened(list.tokens.clone());
    // As the arguments of a call, or as those of an attribute where they are none.
    let call = formatted(quote!(fn it() { mark(#arguments); }));
    let inner = call
        .strip_prefix("fn it() { mark(")
        .and_then(|rest| rest.strip_suffix("); }"));
    match inner {
        Some(inner) => format!("#[{name}({})]", inner.trim_end_matches(", ")),
        None => match syn::parse2::<Shape>(arguments.clone()) {
            Ok(shape) => format!("#[{name}({shape})]"),
            Err(_) => {
                let line = formatted(quote!(#[#name(#arguments)] struct It;));
                line.trim_end_matches("struct It;").trim().to_owned()
            }
        },
    }
}

/// `FnMut(u8) -> bool, wrap = Box::new`, or a pointer of C's.
struct Shape {
    callback: String,
    wrap: Option<Expr>,
}

impl Parse for Shape {
    fn parse(input: ParseStream<'_>) -> syn::Result<Shape> {
        let fork = input.fork();
        let callback = match fork.parse::<TypeFnPtr>() {
            Ok(_) => ty(&Type::FnPtr(input.parse()?)),
            Err(_) => bound(&input.parse::<TraitBound>()?.to_token_stream()),
        };
        let wrap = match input.parse::<Option<Token![,]>>()? {
            Some(_) => {
                input.parse::<Ident>()?;
                input.parse::<Token![=]>()?;
                Some(input.parse()?)
            }
            None => None,
        };
        Ok(Shape { callback, wrap })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.callback)?;
        let Some(wrap) = &self.wrap else {
            return Ok(());
        };
        let line = formatted(quote!(const IT: It = #wrap;));
        let wrap = line
            .trim_start_matches("const IT: It =")
            .trim_end_matches(';');
        write!(f, ", wrap = {}", wrap.trim())
    }
}

/// By the last names of the paths among any tokens.
fn shortened(tokens: TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    let mut short: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(tree) = tokens.next() {
        match tree {
            TokenTree::Group(group) => {
                let inner = Group::new(group.delimiter(), shortened(group.stream()));
                short.push(TokenTree::Group(inner));
            }
            TokenTree::Punct(punct) if is_double_colon(&punct, tokens.peek()) => {
                tokens.next();
                // A leading one, or what stands before a type or a function.
                const KEYWORDS: &[&str] = &["as", "const", "dyn", "fn", "impl", "mut", "ref"];
                let before = match short.last() {
                    Some(TokenTree::Ident(name)) => name.to_string(),
                    _ => String::new(),
                };
                let is_turbofish =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '<');
                if is_turbofish || before.starts_with(char::is_uppercase) {
                    short.extend(quote!(::));
                } else if !before.is_empty() && !KEYWORDS.contains(&before.as_str()) {
                    short.pop();
                }
            }
            tree => short.push(tree),
        }
    }
    short.into_iter().collect()
}

fn is_double_colon(punct: &proc_macro2::Punct, next: Option<&proc_macro2::TokenTree>) -> bool {
    punct.as_char() == ':'
        && punct.spacing() == proc_macro2::Spacing::Joint
        && matches!(next, Some(proc_macro2::TokenTree::Punct(next)) if next.as_char() == ':')
}

/// Leaves of a path what is needed to know what is meant.
struct Short;

impl VisitMut for Short {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = ty
            && let Some(of) = path.qself.take()
            && let Some(last) = path.path.segments.pop()
        {
            let of = &*of.ty;
            *ty = match (last.ident.to_string().as_str(), of) {
                // What an alias of `Result` does not say goes by its neighbour's name.
                ("Err", Type::Path(alias)) => {
                    let mut error = alias.path.clone();
                    if let Some(name) = error.segments.last_mut() {
                        *name = syn::parse_quote!(Error);
                    }
                    syn::parse_quote!(#error)
                }
                ("Owned", of) => match owned(of) {
                    Some(owned) => syn::parse_quote!(#owned),
                    None => syn::parse_quote!(#of::#last),
                },
                _ => syn::parse_quote!(#of::#last),
            };
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let is_absolute = path.leading_colon.take().is_some();
        let names: Vec<_> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        // `Self::Item`, `T::Item`: the type before says which.
        let first_kept = match names.as_slice() {
            [.., before, _] if before.starts_with(char::is_uppercase) => names.len() - 2,
            // `io::Error` is not the crate's own one.
            [root, .., _, last]
                if is_absolute
                    && ["Result", "Error"].contains(&last.as_str())
                    && !(names.len() == 3 && root == "core") =>
            {
                names.len() - 2
            }
            _ => names.len() - 1,
        };
        path.segments = std::mem::take(&mut path.segments)
            .into_iter()
            .skip(first_kept)
            .collect();
    }
}

/// What the standard library makes of a type that can only be lent.
fn owned(of: &Type) -> Option<Ident> {
    let Type::Path(of) = of else { return None };
    let owned = match of.path.segments.last()?.ident.to_string().as_str() {
        "str" => "String",
        "Path" => "PathBuf",
        "OsStr" => "OsString",
        "CStr" => "CString",
        _ => return None,
    };
    syn::parse_str(owned).ok()
}

/// Formats items, and joins the lines.
fn formatted(tokens: TokenStream) -> String {
    let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) else {
        return tokens.to_string();
    };
    let text = prettyplease::unparse(&file);
    let mut line = String::new();
    for part in text.split_whitespace() {
        let opens = line.ends_with(['(', '<', '[']) || line.ends_with("(|");
        // A closure's parameters, each on a line of its own.
        let closes = part.starts_with([')', '>', ']']) || part == "|" && line.ends_with(',');
        if !line.is_empty() && !opens && !closes {
            line.push(' ');
        }
        if closes && line.ends_with(',') {
            line.pop();
        }
        line.push_str(part);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_keeps_its_name_before_its_types() {
        let shown = mark(&quote!(#[map(|it| ::std::mem::take(it.cast::<::api::Item>()))]));
        assert_eq!(shown, "#[map(|it| take(it.cast::<Item>()))]");
        let shown = mark(
            &quote!(#[map(|a_long_name, another_long_name, one_more_long_name, and_the_last_of_them| -> (u8, u16) { (1, 2) })]),
        );
        let all = "|a_long_name, another_long_name, one_more_long_name, and_the_last_of_them|";
        assert_eq!(shown, format!("#[map({all} -> (u8, u16) {{ (1, 2) }})]"));
    }

    #[test]
    fn a_shape_is_written_as_people_do() {
        let shown = mark(&quote!(#[shape(
            FnMut(&::api::Event) -> bool,
            wrap = |f| Some(Box::new(f) as Box<dyn FnMut(&::api::Event) -> bool>)
        )]));
        assert_eq!(
            shown,
            "#[shape(FnMut(&Event) -> bool, wrap = |f| Some(Box::new(f) as Box<dyn FnMut(&Event) -> bool>))]"
        );
    }

    #[test]
    fn what_is_lent_is_shown_as_its_owner() {
        let shown = ty(&syn::parse_quote!(
            <::std::path::Path as ::std::borrow::ToOwned>::Owned
        ));
        assert_eq!(shown, "PathBuf");
    }
}
