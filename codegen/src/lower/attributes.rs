//! The attributes of the twin.

use syn::{Attribute, parse_quote};

use crate::context::Context;
use crate::model::Shape;
use crate::source::Source;

/// What a twin beside the function may share with it; more would export a symbol twice.
const SHARED: &[&str] = &[
    "doc",
    "cfg",
    "cfg_attr",
    "allow",
    "warn",
    "deny",
    "expect",
    "deprecated",
    "must_use",
    "inline",
];

/// All of them where the twin takes the function's place; beside it, those fit for a second item.
pub(crate) fn lower(
    source: &Source,
    shape: Shape,
    replaces: bool,
    context: &Context,
) -> Vec<Attribute> {
    if replaces {
        let mut attrs = source.function.attrs.clone();
        if shape == Shape::Once {
            // An `async fn` is called by whoever polls it.
            attrs.retain(|attr| !attr.path().is_ident("track_caller"));
        }
        return attrs;
    }
    let mut attrs = shared(source);
    let is_unsafe = super::unsafety(source, context).is_some();
    if !attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        let text = format!(" The async version of `{}`.", source.function.sig.ident);
        attrs.push(parse_quote!(#[doc = #text]));
        if is_unsafe && !matches!(context, Context::Extern) {
            let asked = format!(" What `{}` asks for.", source.function.sig.ident);
            attrs.push(parse_quote!(#[doc = ""]));
            attrs.push(parse_quote!(#[doc = " # Safety"]));
            attrs.push(parse_quote!(#[doc = #asked]));
        }
    }
    if matches!(context, Context::Extern) && is_unsafe {
        let name = &source.function.sig.ident;
        attrs.extend(safety(&name.to_string(), shape));
    }
    attrs
}

/// Those that fit for a second item.
pub(crate) fn shared(source: &Source) -> Vec<Attribute> {
    let mut attrs = source.function.attrs.clone();
    attrs.retain(|attr| SHARED.iter().any(|name| attr.path().is_ident(name)));
    if attrs.iter().any(|attr| attr.path().is_ident("deprecated")) {
        // The twin calls what it is the twin of.
        attrs.push(parse_quote!(#[allow(deprecated)]));
    }
    let own = source.function.sig.ident.to_string();
    if own.contains(|c: char| c.is_ascii_uppercase()) {
        // Others chose the name.
        attrs.push(parse_quote!(#[allow(non_snake_case)]));
    }
    attrs
}

/// What the caller of a foreign function must still see to.
fn safety(name: &str, shape: Shape) -> impl Iterator<Item = Attribute> {
    let when = match shape {
        Shape::Once => {
            "when the future is polled for the first time, which is when it is called: so what the \
             pointers among the arguments lead to must still be there"
        }
        _ => "now",
    };
    let lines = [
        String::new(),
        " # Safety".to_owned(),
        format!(" * What `{name}` asks of its callers must hold {when}."),
        format!(" * `{name}` and its callbacks must be what they are declared to be."),
        String::new(),
        " Nothing is asked of when, how often and on which thread C calls back: its user data is a \
         key, and a call that comes too late is refused."
            .to_owned(),
    ];
    lines.into_iter().map(|line| parse_quote!(#[doc = #line]))
}
