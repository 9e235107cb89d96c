//! The attributes of the twin.

use syn::{Attribute, parse_quote};

use crate::attribute;
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
            attribute::remove(&mut attrs, &["track_caller"]);
        }
        return attrs;
    }
    let mut attrs = shared(source);
    let is_unsafe = super::unsafety(source, context).is_some();
    if !attribute::has(&attrs, "doc") {
        let text = format!(" The async version of `{}`.", source.function.sig.ident);
        attrs.push(attribute::doc(&text));
        if is_unsafe && !matches!(context, Context::Extern) {
            let asked = format!(" What `{}` asks for.", source.function.sig.ident);
            attrs.push(attribute::doc(""));
            attrs.push(attribute::doc(" # Safety"));
            attrs.push(attribute::doc(&asked));
        }
    }
    if matches!(context, Context::Extern) && is_unsafe {
        let name = &source.function.sig.ident;
        safety(&name.to_string(), shape, &mut attrs);
    }
    attrs
}

/// Those that fit for a second item.
pub(crate) fn shared(source: &Source) -> Vec<Attribute> {
    let mut attrs = attribute::of(&source.function.attrs, SHARED);
    if attribute::has(&attrs, "deprecated") {
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
fn safety(name: &str, shape: Shape, attrs: &mut Vec<Attribute>) {
    let when = match shape {
        Shape::Once => {
            "when the future is polled for the first time, which is when it is called: so what the \
             pointers among the arguments lead to must still be there"
        }
        _ => "now",
    };
    let lines = [
        "",
        " # Safety",
        &format!(" * What `{name}` asks of its callers must hold {when}."),
        &format!(" * `{name}` and its callbacks must be what they are declared to be."),
        "",
        " Nothing is asked of when, how often and on which thread C calls back: its user data is a \
         key, and a call that comes too late is refused.",
    ];
    for line in lines {
        attrs.push(attribute::doc(line));
    }
}
