//! The variant of an event that a listener's method makes.

use crate::collect::CollectVec;
use proc_macro2::Ident;
use quote::format_ident;
use syn::Generics;
use syn::ext::IdentExt;

use super::bounds::mentions_self;
use super::callback::named;
use crate::codes::Code;
use crate::errors::Errors;
use crate::marks::{Marks, ReplyMark, RoleMark};
use crate::model::{Callback, Value, Variant};
use crate::signature::Signature;
use crate::types;

/// The names of the variants, by those of the methods. Several methods of one name are the same one
/// under other conditions.
#[derive(Default)]
pub(super) struct Names(Vec<(Ident, Ident)>);

impl Names {
    /// The method's name in camel case, with a `_` behind it where that is taken.
    pub(super) fn of(&mut self, method: &Ident) -> Ident {
        if let Some((_, known)) = self.0.iter().find(|(known, _)| known == method) {
            return known.clone();
        }
        let mut name = camel_case(method);
        while self.0.iter().any(|(_, other)| *other == name) {
            name = format_ident!("{name}_");
        }
        self.0.push((method.clone(), name.clone()));
        name
    }
}

/// `on_connect` is `OnConnect`.
fn camel_case(method: &Ident) -> Ident {
    let name = method.unraw().to_string();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    });
    let name: String = words.collect();
    let fitting = syn::parse_str::<Ident>(&name).or_else(|_| syn::parse_str(&format!("{name}_")));
    let mut ident = fitting.unwrap_or_else(|_| method.clone());
    ident.set_span(method.span());
    ident
}

/// Whether a method of these marks makes events.
pub(super) fn is_made(marks: &Marks) -> bool {
    marks.skip.is_none() && !matches!(marks.role, Some((_, RoleMark::End)))
}

/// The named fields that a method would have, if it had no mistake in it; none where `#[map]` makes
/// what has no name.
pub(super) fn expected(signature: &Signature, marks: &Marks) -> Option<Vec<Ident>> {
    if marks.map.is_some() {
        return None;
    }
    let names = signature.inputs.iter().filter_map(|(name, _)| name.clone());
    let mut names = names.collect_vec();
    if let Some(ReplyMark::Ask { .. }) = marks.reply {
        names.push(format_ident!("reply"));
    }
    Some(names)
}

/// What a call of the method makes.
pub(super) fn of(callback: &Callback, method: &Ident, ident: Ident) -> Variant {
    let mut fields = match &callback.value {
        Value::Mapped { .. } => Vec::new(),
        _ => {
            let brought = callback.brought();
            let names = brought.iter().map(|at| &callback.arguments[*at].ident);
            names.cloned().collect_vec()
        }
    };
    if callback.asks() && !callback.is_mapped() {
        let taken = fields.iter().any(|field| field == "reply");
        fields.push(format_ident!("{}", if taken { "answer" } else { "reply" }));
    }
    for at in 1..fields.len() {
        while fields[..at].contains(&fields[at]) {
            fields[at] = format_ident!("{}_", fields[at]);
        }
    }
    Variant {
        // Told when it is known which generics all the events speak of.
        of: method.clone(),
        ty: types::unit(),
        ident,
        fields,
    }
}

/// The enum has neither the method's own parameters nor one implementor.
pub(super) fn refuse_generic_fields(
    callback: &Callback,
    generics: &Generics,
    errors: &mut Errors,
) -> Option<()> {
    if callback.is_mapped() {
        return Some(());
    }
    for at in &callback.brought() {
        let argument = &callback.arguments[*at];
        let of_method = generics
            .type_params()
            .any(|param| types::mentions(&argument.owned, &param.ident));
        let of_const = generics
            .const_params()
            .any(|param| types::mentions(&argument.owned, &param.ident));
        let varies = of_method || of_const || mentions_self(&argument.owned);
        if varies || types::is_opaque(&argument.owned) {
            errors.at(
                Code::GENERIC_EVENT,
                &argument.ty,
                format!(
                    "this may be of any type, and an event has a certain one: make that with \
                     `#[map(|{}| -> Type {{ .. }})]` on the method, or mark the method `#[skip]`",
                    named(&callback.arguments)
                ),
            );
            return None;
        }
    }
    Some(())
}
