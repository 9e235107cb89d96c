//! What tools are told of a signature.

#![cfg(feature = "scan")]

use asyncify_codegen::scan::{Callback, Calls, callbacks};
use quote::ToTokens;
use syn::{Generics, parse_quote};

fn only(sig: syn::Signature) -> Callback {
    let mut found = callbacks(&sig, &[]);
    assert_eq!(found.len(), 1, "in `{}`", sig.to_token_stream());
    found.remove(0)
}

fn inputs(callback: &Callback) -> Vec<String> {
    let texts = callback.inputs.iter().map(|ty| ty.to_token_stream());
    texts
        .map(|tokens| tokens.to_string().replace(' ', ""))
        .collect()
}

#[test]
fn a_box_is_static_and_a_reference_is_lent() {
    let boxed = only(parse_quote!(fn f(&self, done: Option<Box<dyn FnOnce(u8, &str) + Send>>)));
    assert_eq!((boxed.param, boxed.calls), (1, Calls::FnOnce));
    assert_eq!(
        boxed.name.as_ref().map(ToString::to_string).as_deref(),
        Some("done")
    );
    assert_eq!(inputs(&boxed), ["u8", "&str"]);
    assert!(boxed.is_static && boxed.is_send && boxed.optional && !boxed.borrowed);

    let lent = only(parse_quote!(fn f(visit: &mut dyn FnMut(u8) -> bool)));
    assert!(lent.borrowed && !lent.is_static && !lent.is_send);
    assert!(
        lent.output
            .is_some_and(|ty| ty.to_token_stream().to_string() == "bool")
    );
}

#[test]
fn a_type_of_the_block_is_looked_up_there() {
    let mut outer: Generics = parse_quote!(<F>);
    outer.where_clause = Some(parse_quote!(where F: Fn(u8) + Send + 'static));
    let sig = parse_quote!(fn on(&self, f: F));
    assert!(callbacks(&sig, &[]).is_empty());
    let found = callbacks(&sig, &[&outer]);
    assert_eq!(found[0].calls, Calls::Fn);
    assert!(found[0].is_static && found[0].is_send);
}

#[test]
fn what_is_asked_of_a_callback_may_stand_apart() {
    let found = only(parse_quote!(
        fn on<F: Sync>(f: F)
        where
            F: 'static,
            for<'a> F: FnMut(&'a u8),
            F: Send,
    ));
    assert!(found.is_static && found.is_send);
}

#[test]
fn c_hands_the_user_data_back() {
    let found = only(parse_quote!(fn start(
        callback: Option<unsafe extern "C" fn(c_int, *mut c_void) -> c_int>,
        data: *mut c_void,
    )));
    assert_eq!((found.calls, found.user_data), (Calls::C, Some(1)));
    assert_eq!(inputs(&found), ["c_int"]);
    assert!(found.optional && found.is_static && found.is_send);
}

#[test]
fn which_of_two_words_is_the_user_data_is_told_by_its_name_or_not_known() {
    let named = only(parse_quote!(fn start(
        callback: extern "C" fn(item: *mut c_void, data: *mut c_void),
        data: *mut c_void,
    )));
    assert_eq!(named.user_data, Some(1));
    let unnamed = only(parse_quote!(fn start(
        callback: extern "C" fn(*mut c_void, *mut c_void),
        data: *mut c_void,
    )));
    assert_eq!(unnamed.user_data, None);
    assert_eq!(inputs(&unnamed), ["*mutc_void", "*mutc_void"]);
}

#[test]
fn a_plain_pointer_is_told_from_one_of_c() {
    assert_eq!(
        only(parse_quote!(fn f(hook: fn(u8)))).calls,
        Calls::FnPointer
    );
}
