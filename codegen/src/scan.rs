//! For tools that look for callbacks: what the macro would recognise in a signature.

use quote::ToTokens;
use syn::{FnArg, Generics, Ident, PatType, Signature, Type, WherePredicate};

use crate::lower::{generics, roles};
use crate::model::Wrap;
use crate::pointer;
use crate::signature::{self, Kind, Recognised};
use crate::types;

/// How a callback is called, as its type says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// At most once.
    FnOnce,
    /// Any number of times, from one place at a time.
    FnMut,
    /// Any number of times, perhaps from several places at once.
    Fn,
    /// By C, through an `extern` function pointer: any number of times.
    C,
    /// Through a plain `fn` pointer, which leads back to no task.
    FnPointer,
}

/// A parameter that takes a callback.
#[derive(Clone)]
pub struct Callback {
    /// Which of the signature's inputs it is, a receiver among them.
    pub param: usize,
    /// What the parameter is called.
    pub name: Option<Ident>,
    /// How often it may be called.
    pub calls: Calls,
    /// What it is called with; the user data, where that is known, is none of it.
    pub inputs: Vec<Type>,
    /// What it returns, if not `()`.
    pub output: Option<Type>,
    /// Whether the callback must be `'static`. A C function always is.
    pub is_static: bool,
    /// Whether the callback must be `Send`. A C function always is.
    pub is_send: bool,
    /// Whether it stands in an `Option`.
    pub optional: bool,
    /// Whether it is lent for the call only, as in `&mut dyn FnMut()`.
    pub borrowed: bool,
    /// Where C calls: which of the callback's arguments hands the user data back, where only one can.
    pub user_data: Option<usize>,
}

/// The callbacks among the parameters of a function, which stands in items of the `outer` generics.
///
/// Recognised are `Fn*` types however they are wrapped, and C function pointers. What an alias or a
/// trait of the API's own hides is not: give the type that it stands for.
///
/// # Example
/// ```
/// use asyncify_codegen::scan::{Calls, callbacks};
///
/// let sig = syn::parse_quote!(fn listen<F: FnMut(u32) + 'static>(&self, on_event: F));
/// let found = callbacks(&sig, &[]);
/// assert_eq!(found[0].calls, Calls::FnMut);
/// assert_eq!(found[0].param, 1);
/// assert!(found[0].is_static && !found[0].is_send);
/// ```
pub fn callbacks(sig: &Signature, outer: &[&Generics]) -> Vec<Callback> {
    let generics = all(&sig.generics, outer);
    let mut words: Vec<PatType> = sig.inputs.iter().filter_map(typed).cloned().collect();
    words.retain(|declared| pointer::points_at_void(&declared.ty));
    let inputs = sig.inputs.iter().enumerate();
    let found = inputs.filter_map(|(param, input)| {
        let declared = typed(input)?;
        let mut found = match signature::recognise(&declared.ty, &generics) {
            Kind::Callback(found) => of_closure(found),
            Kind::FnPointer(_) => of_pointer(&declared.ty, &words)?,
            Kind::Other => return None,
        };
        found.param = param;
        found.name = types::name(&declared.pat).cloned();
        Some(found)
    });
    found.collect()
}

/// A role for each of several callbacks: `item`, `error`, `end`, `progress`, `destroy` or `skip`.
///
/// It is a guess by their names, the one that the macro's messages make, so it needs a look.
///
/// # Example
/// ```
/// use asyncify_codegen::scan::{callbacks, suggested_roles};
///
/// let sig = syn::parse_quote! {
///     fn play(on_data: impl FnMut(u32), on_error: impl FnMut(String), on_done: impl FnOnce())
/// };
/// assert_eq!(suggested_roles(&callbacks(&sig, &[])), ["item", "error", "end"]);
/// ```
pub fn suggested_roles(callbacks: &[Callback]) -> Vec<&'static str> {
    let mut has_item = false;
    let role = |callback: &Callback| {
        let name = callback
            .name
            .as_ref()
            .map_or_else(String::new, Ident::to_string);
        let is_of_c = callback.calls == Calls::C;
        roles::suggestion(&name, callback.inputs.is_empty(), is_of_c, &mut has_item)
    };
    callbacks.iter().map(role).collect()
}

/// Whether a name stands anywhere among the tokens, however deep.
///
/// # Example
/// ```
/// use asyncify_codegen::scan::mentions;
///
/// let ty: syn::Type = syn::parse_quote!(Vec<[T; 2]>);
/// assert!(mentions(&ty, &syn::parse_quote!(T)));
/// assert!(!mentions(&ty, &syn::parse_quote!(U)));
/// ```
pub fn mentions(tokens: impl ToTokens, name: &Ident) -> bool {
    types::mentions(&tokens, name)
}

/// Adds a predicate where the bounds of its type stand already, as a person would.
///
/// # Example
/// ```
/// use asyncify_codegen::scan::add_predicate;
///
/// let mut generics: syn::Generics = syn::parse_quote!(<T: Clone>);
/// add_predicate(&mut generics, syn::parse_quote!(T: Send));
/// assert_eq!(generics.type_params().next().unwrap().bounds.len(), 2);
/// assert!(generics.where_clause.is_none());
/// ```
pub fn add_predicate(generics: &mut Generics, predicate: WherePredicate) {
    generics::add(generics, predicate);
}

fn typed(input: &FnArg) -> Option<&PatType> {
    match input {
        FnArg::Typed(declared) => Some(declared),
        FnArg::Receiver(_) => None,
    }
}

/// The generics of a function and of what it stands in, as one list.
fn all(own: &Generics, outer: &[&Generics]) -> Generics {
    let mut all = own.clone();
    for generics in outer {
        all.params.extend(generics.params.iter().cloned());
        if let Some(clause) = &generics.where_clause {
            let predicates = clause.predicates.iter().cloned();
            all.make_where_clause().predicates.extend(predicates);
        }
    }
    all
}

fn of_closure(found: Recognised) -> Callback {
    let Recognised {
        signature, wraps, ..
    } = found;
    let any = |is: fn(&Wrap) -> bool| wraps.iter().any(is);
    Callback {
        param: 0,
        name: None,
        calls: match signature.calls {
            signature::Calls::FnOnce => Calls::FnOnce,
            signature::Calls::FnMut => Calls::FnMut,
            signature::Calls::Fn => Calls::Fn,
        },
        optional: any(|wrap| matches!(wrap, Wrap::Some)),
        borrowed: any(|wrap| matches!(wrap, Wrap::Ref | Wrap::RefMut)),
        is_static: signature.is_static,
        is_send: signature.is_send,
        inputs: signature.inputs.into_iter().map(|(_, ty)| ty).collect(),
        output: signature.output,
        user_data: signature.user_data,
    }
}

/// The function pointer in `ty`; `words` are what the function is given that may be the user data.
fn of_pointer(ty: &Type, words: &[PatType]) -> Option<Callback> {
    let found = pointer::find(ty)?;
    let (pointer, optional) = found.clone();
    let calls = match &pointer.abi {
        Some(_) => Calls::C,
        None => Calls::FnPointer,
    };
    let callback = match pointer::recognise(found, words) {
        Ok(found) => of_closure(found),
        // Whatever it is handed may be the user data, or nothing.
        Err(_) => Callback {
            param: 0,
            name: None,
            calls,
            inputs: pointer.inputs.into_iter().map(|input| input.ty).collect(),
            output: types::returned(&pointer.output),
            is_static: true,
            is_send: true,
            optional,
            borrowed: false,
            user_data: None,
        },
    };
    Some(Callback {
        calls,
        optional,
        ..callback
    })
}
