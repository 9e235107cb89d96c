//! Which generic parameters go with the callbacks.

use crate::collect::CollectVec;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, TypeParam, WherePredicate};

use crate::generics;
use crate::marks::{Marks, ReplyMark};
use crate::signature::Kind;
use crate::source::Source;
use crate::types;

/// The types of the callbacks, and then what is spoken of with them alone: the `R` of
/// `F: Fn() -> R`. The compiler infers those from the closure.
pub(crate) fn erased(source: &Source) -> Vec<Ident> {
    let generics = &source.function.sig.generics;
    let mut erased = source.callback_types().into_iter().cloned().collect_vec();
    if erased.is_empty() && source.callbacks().next().is_none() {
        return erased;
    }
    let seen = visible(source);
    loop {
        let rest = without(generics, &erased);
        let known = erased.len();
        for TypeParam { ident, .. } in rest.type_params() {
            let is_kept = types::mentions(&seen, ident)
                || others_mention(&rest, ident)
                // What nothing speaks of at all is there to be chosen by the caller.
                || !is_spoken_of(source, ident);
            if !is_kept {
                erased.push(ident.clone());
            }
        }
        if erased.len() == known {
            return erased;
        }
    }
}

/// The generics that are left when some parameters are gone, and all that is said about them.
pub(crate) fn without(generics: &Generics, erased: &[Ident]) -> Generics {
    let mut rest = generics.clone();
    generics::retain(&mut rest.params, &|param| {
        !erased.iter().any(|gone| is(param, gone))
    });
    generics::retain_predicates(&mut rest, &|predicate| {
        !erased.iter().any(|gone| is_about(predicate, gone))
    });
    rest
}

/// All that the twin will speak of, or the code in the marks.
fn visible(source: &Source) -> TokenStream {
    let mut seen = source.receiver.to_token_stream();
    seen.extend(source.function.sig.output.to_token_stream());
    for parameter in &source.parameters {
        match &parameter.kind {
            Kind::Callback(found) => {
                let inputs = found.signature.inputs.iter().map(|(_, ty)| ty);
                seen.extend(quote!(#(#inputs)*));
                seen.extend(code(&parameter.marks));
                // The consumer answers, by a `Reply` of this type.
                if let Some(ReplyMark::Ask { .. }) = parameter.marks.reply {
                    seen.extend(found.signature.output.to_token_stream());
                }
            }
            _ => seen.extend(parameter.declared.ty.to_token_stream()),
        }
    }
    seen
}

fn code(marks: &Marks) -> TokenStream {
    let Marks { map, reply, .. } = marks;
    quote!(#map #reply)
}

/// Whether the signature mentions the parameter besides declaring it.
fn is_spoken_of(source: &Source, ident: &Ident) -> bool {
    let sig = &source.function.sig;
    types::mentions(&sig.inputs, ident)
        || types::mentions(&sig.output, ident)
        || others_mention(&sig.generics, ident)
}

/// Whether other parameters or what is said about them mention the parameter.
fn others_mention(generics: &Generics, ident: &Ident) -> bool {
    let mut params = generics.params.iter();
    let clause = generics::predicates(generics);
    params.any(|param| !is(param, ident) && types::mentions(param, ident))
        || clause
            .iter()
            .any(|told| !is_about(told, ident) && types::mentions(told, ident))
}

pub(crate) fn is(param: &GenericParam, ident: &Ident) -> bool {
    matches!(param, GenericParam::Type(param) if param.ident == *ident)
}

/// Whether the predicate's subject is the parameter.
fn is_about(predicate: &WherePredicate, ident: &Ident) -> bool {
    let WherePredicate::Type(predicate) = predicate else {
        return false;
    };
    matches!(types::bare(&predicate.bounded_ty), syn::Type::Path(path) if path.path.is_ident(ident))
}
