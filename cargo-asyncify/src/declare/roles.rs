//! Which callback is for what.

use syn::{Type, TypePath};

use crate::model::{Callback, Calls};

/// What a callback is for, and why.
pub(super) struct Told {
    /// The mark; a single callback needs none.
    pub(super) role: Option<&'static str>,
    pub(super) why: String,
}

/// A role for each callback, in their order, and what is left to decide.
pub(super) fn of(callbacks: &[Callback]) -> (Vec<Told>, Option<String>) {
    if let [_] = callbacks {
        let why = String::new();
        return (vec![Told { role: None, why }], None);
    }
    let mut told: Vec<_> = callbacks.iter().map(by_type_and_name).collect();
    let mut left: Vec<usize> = (0..told.len()).filter(|at| told[*at].is_none()).collect();
    let todo = match left.as_slice() {
        [_] => None,
        [] => Some(String::from(
            "no callback seems to bring the items: mark that one `#[item]`",
        )),
        several => {
            let names: Vec<_> = several
                .iter()
                .map(|at| format!("`{}`", callbacks[*at].name))
                .collect();
            Some(format!(
                "which of {} brings the items? Mark that one `#[item]`, and the others `#[error]`, \
                 `#[end]` or `#[skip]`",
                names.join(", ")
            ))
        }
    };
    let item = match left.is_empty() {
        true => 0,
        false => left.remove(0),
    };
    told[item] = Some(Told {
        role: Some("item"),
        why: String::from("the one that brings the items"),
    });
    let is_once = callbacks[item].calls == Calls::Once;
    let told = told.into_iter().map(|told| match told {
        // Beside a result, there is no stream to end, nor can a stream report its progress.
        Some(told) if told.role == Some("end") && is_once => skip(),
        Some(told) if told.role == Some("progress") && !is_once => skip(),
        Some(told) => told,
        None => skip(),
    });
    (told.collect(), todo)
}

fn skip() -> Told {
    Told {
        role: Some("skip"),
        why: String::from("stays a parameter"),
    }
}

fn by_type_and_name(callback: &Callback) -> Option<Told> {
    let name = callback.name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let told = |role, why| {
        Some(Told {
            role: Some(role),
            why,
        })
    };
    if let ([error], None) = (callback.inputs.as_slice(), &callback.output)
        && let Some(error) = error_name(error)
    {
        return told("error", format!("it is called with an error, `{error}`"));
    }
    if says(&["err", "fail", "reject"]) && !callback.inputs.is_empty() {
        return told("error", format!("by its name, `{}`", callback.name));
    }
    if says(&["progress"]) {
        return told("progress", format!("by its name, `{}`", callback.name));
    }
    const ENDS: &[&str] = &["end", "done", "finish", "complete", "close", "stop", "eof"];
    if callback.inputs.is_empty() && callback.output.is_none() && says(ENDS) {
        return told(
            "end",
            format!("it brings nothing, and is called `{}`", callback.name),
        );
    }
    None
}

/// The name of an error's type.
fn error_name(ty: &Type) -> Option<String> {
    let path = match ty {
        Type::Reference(lent) => return error_name(&lent.elem),
        Type::Path(TypePath { path, .. }) => path,
        _ => return None,
    };
    let last = path.segments.last()?.ident.to_string();
    if last == "Box" || last == "Arc" {
        let text = quote::quote!(#path).to_string();
        return text.contains("Error").then_some(last);
    }
    (last.ends_with("Error") || last.ends_with("Exception")).then_some(last)
}

#[cfg(test)]
mod tests {
    use syn::Signature;

    use super::*;

    fn roles(sig: Signature) -> (Vec<Option<&'static str>>, bool) {
        let (told, todo) = of(&crate::find::callbacks::recognised(&sig, &[]));
        (told.iter().map(|told| told.role).collect(), todo.is_some())
    }

    #[test]
    fn types_come_before_names() {
        let sig = syn::parse_quote! {
            fn build(data: impl FnMut(&[f32]) + 'static, oops: impl FnMut(StreamError) + 'static)
        };
        assert_eq!(roles(sig), (vec![Some("item"), Some("error")], false));
        let sig = syn::parse_quote!(fn one(f: impl FnMut(StreamError)));
        assert_eq!(roles(sig), (vec![None], false));
    }

    #[test]
    fn an_end_is_for_streams_and_progress_for_results() {
        let sig = syn::parse_quote!(fn f(next: impl FnMut(u8), on_end: impl FnOnce()));
        assert_eq!(roles(sig), (vec![Some("item"), Some("end")], false));
        let sig = syn::parse_quote!(fn f(on_progress: impl FnMut(u8), cb: impl FnOnce(u8)));
        assert_eq!(roles(sig), (vec![Some("progress"), Some("item")], false));
        let sig = syn::parse_quote!(fn f(on_progress: impl FnMut(u8), cb: impl FnMut(u8)));
        assert_eq!(roles(sig), (vec![Some("skip"), Some("item")], false));
    }

    #[test]
    fn several_that_may_be_the_item_are_asked_about() {
        let sig = syn::parse_quote!(fn f(a: impl FnMut(u8), b: impl FnMut(u8)));
        assert_eq!(roles(sig), (vec![Some("item"), Some("skip")], true));
    }
}
