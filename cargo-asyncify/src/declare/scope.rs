//! What can't be awaited: visitors, jobs to run, callbacks that end with the call.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{FnArg, GenericParam, Generics, Lifetime, PatType, Signature, Type, TypeParamBound};

use super::arguments::is_receiver;
use super::evidence::Evidence;
use super::types::text;
use crate::model::{Callback, Calls};
use crate::syntax::{arguments, bare};

/// What there is to say about a callback before its marks are looked for.
pub(super) enum Meant {
    /// Its type says all.
    Plain,
    /// It is to be marked as one that is meant, for this reason.
    Told(String),
    /// The same, once a human agrees.
    Asked(String),
}

/// Whether the callback brings something that can be awaited, or why not.
pub(super) fn meant(
    callback: &Callback,
    sig: &Signature,
    outer: Option<&Generics>,
    self_ty: Option<&Type>,
    evidence: &Evidence,
) -> Result<Meant, String> {
    let name = &callback.name;
    if callback.calls == Calls::Pointer {
        return Err(format!(
            "`{name}` is a plain `fn`, which can't carry what leads back to a task"
        ));
    }
    if callback.is_borrowed && !callback.is_static {
        return Err(format!(
            "`{name}` is lent for the time of the call: when the function returns, the calls are over"
        ));
    }
    let declared = typed(sig, callback.param);
    if let Some(Type::Reference(lent)) = declared.map(|declared| bare(&declared.ty))
        && let Some(lifetime) = &lent.lifetime
        && outlives_the_call(lifetime, sig, outer)
    {
        return Err(format!(
            "`{name}` is lent for `{lifetime}`, which is longer than the call, and the twin's own \
             callback does not live that long"
        ));
    }
    if let Some(of) = declared.and_then(|declared| outer_generic(&declared.ty, outer)) {
        return Err(format!(
            "`{of}`, the type of `{name}`, is a part of the type that the method is of"
        ));
    }
    if callback.calls == Calls::Once {
        let brings = callback
            .inputs
            .iter()
            .any(|input| !is_lent_to_change(input) && !is_receiver(input, sig, self_ty));
        return once(callback, brings, evidence);
    }
    if callback.is_static || callback.calls == Calls::C {
        return Ok(Meant::Plain);
    }
    let lifetimes = declared.map_or_else(BTreeSet::new, |it| bounded_by(it, &sig.generics));
    let kept = lifetimes
        .iter()
        .find(|it| outlives_the_call(it, sig, outer));
    match kept {
        Some(lifetime) => Ok(Meant::Asked(format!(
            "`{name}` lives for `{lifetime}`, so it is kept in something that borrows as long: if \
             it is called after the function has returned, mark it `#[item]`"
        ))),
        None => Err(format!(
            "`{name}` need not be `'static`, so it is called during the call, which is over when \
             the function returns{}",
            match &callback.output {
                None =>
                    "; in a function of your own, `#[asyncify(stream, blocking)]` runs the call \
                         on a thread",
                Some(output) if goes_on(output) =>
                    "; in a function of your own, `#[asyncify(stream, blocking)]` runs the call \
                         on a thread, and `#[reply(value, closed = value)]` says how it goes on, and ends",
                Some(_) => "",
            }
        )),
    }
}

/// Whether what a callback returns says by its name that it has a loop go on; a `Result` with a value
/// in it is what the loop is there to make.
fn goes_on(output: &Type) -> bool {
    const ENDS: &[&str] = &["Action", "Flow", "Result", "State"];
    let Type::Path(path) = bare(output) else {
        return false;
    };
    path.path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        let brings = arguments(&last.arguments)
            .first()
            .is_some_and(|ty| !["()", "bool"].contains(&text(ty).as_str()));
        ENDS.iter().any(|end| name.ends_with(end)) && !(name.ends_with("Result") && brings)
    })
}

fn is_lent_to_change(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(lent) if lent.mutability.is_some())
}

/// An `FnOnce`, which brings something that can be kept, or else may be a job to run.
fn once(callback: &Callback, brings: bool, evidence: &Evidence) -> Result<Meant, String> {
    let name = &callback.name;
    if callback.output.is_some() {
        return Err(format!(
            "`{name}` is a job or a visitor: an `FnOnce` that returns a value gives the function \
             something, and brings nothing"
        ));
    }
    if !callback.is_static {
        return Err(format!(
            "`{name}` need not be `'static`, so it is called before the function returns: there is \
             nothing to await"
        ));
    }
    if brings {
        return Ok(Meant::Plain);
    }
    let inputs: Vec<_> = callback.inputs.iter().map(text).collect();
    let kind = format!("an `FnOnce({})`", inputs.join(", "));
    if let Some(why) = evidence.completion(name) {
        return Ok(Meant::Told(format!("{kind} that tells of an end: {why}")));
    }
    if let Some(word) = evidence.job(name).filter(|_| inputs.is_empty()) {
        return Err(format!(
            "`{name}` is a job to run (“{word}”): there is nothing to await"
        ));
    }
    Ok(Meant::Asked(format!(
        "`{name}` is {kind}, which is more often a job to run than a completion: if it tells \
         that something is done, mark it `#[item]`; else leave it out"
    )))
}

/// Where a trait hides the closure, and what is returned names its type, there is no name to write.
pub(super) fn refuse_named(callback: &Callback, sig: &Signature) -> Result<(), String> {
    let ty = typed(sig, callback.param).map(|declared| bare(&declared.ty));
    let Some(Type::Path(path)) = ty else {
        return Ok(());
    };
    let (mut returned, name) = (Idents::default(), path.path.get_ident());
    returned.visit_return_type(&sig.output);
    match name.filter(|name| returned.bare.contains(name)) {
        Some(name) if sig.generics.type_params().any(|param| param.ident == *name) => Err(format!(
            "what it returns names `{name}`, the type of `{}`, which a trait hides",
            callback.name
        )),
        _ => Ok(()),
    }
}

/// The parameter of that number, `self` not counted.
pub(super) fn typed(sig: &Signature, param: usize) -> Option<&PatType> {
    let mut typed = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(declared) => Some(declared),
        FnArg::Receiver(_) => None,
    });
    typed.nth(param)
}

/// The block's generic that a type is, or holds in one of the standard library's wrappers.
fn outer_generic(ty: &Type, outer: Option<&Generics>) -> Option<syn::Ident> {
    let inner = match bare(ty) {
        Type::Reference(lent) => &*lent.elem,
        Type::Path(path) => {
            if let Some(name) = path.path.get_ident() {
                let mut params = outer?.type_params().map(|param| &param.ident);
                return params.find(|param| *param == name).cloned();
            }
            let last = path.path.segments.last()?;
            let is_wrapper = ["Option", "Box", "Rc", "Arc"]
                .iter()
                .any(|name| last.ident == name);
            return match arguments(&last.arguments).as_slice() {
                [inner] if is_wrapper => outer_generic(inner, outer),
                _ => None,
            };
        }
        _ => return None,
    };
    outer_generic(inner, outer)
}

#[derive(Default)]
struct Idents {
    bare: Vec<syn::Ident>,
}

impl Visit<'_> for Idents {
    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        self.bare.extend(ty.path.get_ident().cloned());
        visit::visit_type_path(self, ty);
    }

    fn visit_type_param_bound(&mut self, _: &TypeParamBound) {}
}

/// The lifetimes that a parameter's callback must outlive.
fn bounded_by(declared: &PatType, generics: &Generics) -> BTreeSet<Lifetime> {
    let mut bounds = Lifetimes::default();
    bounds.visit_type(&declared.ty);
    let mut named = Idents::default();
    named.visit_type(&declared.ty);
    for param in generics.type_params() {
        if named.bare.contains(&param.ident) {
            param
                .bounds
                .iter()
                .for_each(|it| bounds.visit_type_param_bound(it));
        }
    }
    let clause = generics.where_clause.iter();
    for predicate in clause.flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(predicate) = predicate
            && let Type::Path(subject) = &predicate.bounded_ty
            && named.bare.iter().any(|name| subject.path.is_ident(name))
        {
            let all = predicate.bounds.iter();
            all.for_each(|it| bounds.visit_type_param_bound(it));
        }
    }
    bounds.found
}

/// Those that stand beside a bound; those in it belong to the callback's arguments.
#[derive(Default)]
struct Lifetimes {
    found: BTreeSet<Lifetime>,
}

impl Visit<'_> for Lifetimes {
    fn visit_type_param_bound(&mut self, bound: &TypeParamBound) {
        if let TypeParamBound::Lifetime(lifetime) = bound {
            self.found.insert(lifetime.clone());
        }
    }

    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        // `Alias<'a>`
        if let Some(last) = ty.path.segments.last()
            && let syn::PathArguments::AngleBracketed(given) = &last.arguments
        {
            for argument in &given.args {
                if let syn::GenericArgument::Lifetime(lifetime) = argument {
                    self.found.insert(lifetime.clone());
                }
            }
        }
        visit::visit_type_path(self, ty);
    }
}

/// Whether a lifetime is one of the type that the method is of, or of what the function returns.
fn outlives_the_call(lifetime: &Lifetime, sig: &Signature, outer: Option<&Generics>) -> bool {
    let is_of_block = outer.is_some_and(|outer| {
        let mut params = outer.params.iter();
        params.any(|param| matches!(param, GenericParam::Lifetime(it) if it.lifetime == *lifetime))
    });
    let mut returned = All::default();
    returned.visit_return_type(&sig.output);
    is_of_block || returned.found.contains(lifetime)
}

#[derive(Default)]
struct All {
    found: BTreeSet<Lifetime>,
}

impl Visit<'_> for All {
    fn visit_lifetime(&mut self, lifetime: &Lifetime) {
        self.found.insert(lifetime.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sig: Signature, outer: Option<Generics>) -> Result<Meant, String> {
        let outers: Vec<_> = outer.iter().collect();
        let found = crate::find::callbacks::recognised(&sig, &outers);
        let evidence = Evidence::of(&sig.ident.to_string(), &[]);
        meant(&found[0], &sig, outer.as_ref(), None, &evidence)
    }

    fn refused(sig: Signature) -> String {
        told(sig, None).err().expect("a refusal")
    }

    #[test]
    fn what_ends_with_the_call_is_refused() {
        let visitor = refused(syn::parse_quote!(fn walk<F: FnMut(u8) -> bool>(f: F)));
        assert!(visitor.ends_with("which is over when the function returns"));
        let lent = refused(syn::parse_quote!(fn walk(f: &mut dyn FnMut(u8))));
        assert!(lent.contains("lent for the time of the call"));
        let kept = refused(
            syn::parse_quote!(fn keep<'a, F: FnMut(u8) + 'static>(f: &'a mut F) -> Kept<'a, F>),
        );
        assert!(kept.starts_with("`f` is lent for `'a`, which is longer than the call"));
        let once = refused(syn::parse_quote!(fn with(f: impl FnOnce(u8))));
        assert!(once.contains("nothing to await"));
    }

    #[test]
    fn what_a_type_keeps_for_a_lifetime_is_asked_about() {
        let sig = syn::parse_quote!(fn progress<F: FnMut(u8) + 'a>(&mut self, f: F));
        let outer = syn::parse_quote!(<'a>);
        assert!(matches!(told(sig, Some(outer)), Ok(Meant::Asked(_))));
        let sig = syn::parse_quote!(fn watch<'a, F>(f: F) -> Guard<'a> where F: FnMut(u8) + 'a);
        assert!(matches!(told(sig, None), Ok(Meant::Asked(_))));
        let sig = syn::parse_quote!(fn run<'a, F>(f: F) where F: FnMut(u8) + 'a);
        assert!(told(sig, None).is_err());
    }

    #[test]
    fn the_type_of_a_callback_may_belong_to_the_block() {
        let sig = syn::parse_quote!(fn new(f: F) -> Self);
        let outer = syn::parse_quote!(<F: FnMut(u8) + 'static>);
        assert!(told(sig, Some(outer)).is_err_and(|why| why.contains("`F`")));
        let sig = syn::parse_quote!(fn on(&self, f: impl Fn(T) + 'static));
        assert!(matches!(
            told(sig, Some(syn::parse_quote!(<T>))),
            Ok(Meant::Plain)
        ));
    }

    #[test]
    fn jobs_are_told_from_completions() {
        assert!(
            refused(syn::parse_quote!(fn execute<F: FnOnce() + Send + 'static>(&self, job: F)))
                .contains("a job to run")
        );
        let done = syn::parse_quote!(fn flush(&self, on_done: impl FnOnce() + 'static));
        assert!(matches!(told(done, None), Ok(Meant::Told(_))));
        for unclear in [
            syn::parse_quote!(fn add(&self, f: impl FnOnce() + 'static)),
            syn::parse_quote!(fn add(&self, f: impl FnOnce(&Self) + 'static)),
            syn::parse_quote!(fn run(&self, f: impl FnOnce(&mut World) + 'static)),
        ] {
            assert!(matches!(told(unclear, None), Ok(Meant::Asked(_))));
        }
        let brings = syn::parse_quote!(fn add(&self, f: impl FnOnce(&mut Cx, u8) + 'static));
        assert!(matches!(told(brings, None), Ok(Meant::Plain)));
        assert!(
            refused(syn::parse_quote!(fn send(&self, f: impl FnOnce(Cx) -> u8 + 'static)))
                .contains("a job or a visitor")
        );
    }
}
