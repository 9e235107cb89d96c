//! The body of a twin that is an `async fn`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{blocking, constructor, from, inferred, local, output, same, stream};
use crate::model::Function;
use crate::options::Abandoned;
use crate::types;

// Input:  fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) { BODY }
// Output: async fn add(a: i32, b: i32) -> Result<i32, Abandoned> {
//             once(move |done| {
//                 let callback = move |value: i32| done.finish(value);
//                 BODY
//             })
//             .await
//         }
pub(super) fn body(function: &Function) -> TokenStream {
    let call = constructor::call(function, constructor::start(function));
    let imports = constructor::imports(function);
    let cancel = constructor::cancel(function);
    let chain = constructor::chain(function);
    let awaited = quote!(#call #(#chain)* .await);
    let result = finished(function, flattened(function, awaited));
    let sent = blocking::sent(function);
    let body = quote!(#imports #sent #cancel #result);
    match function.progress_callback() {
        None => body,
        Some(_) => with_progress(function, body),
    }
}

// Output: fn copy(..) -> WithProgress<impl Future<Output = Result<(), Abandoned>>, u8> {
//             with_progress(StreamOptions::new(), move |progress| async move { BODY })
//         }
fn with_progress(function: &Function, body: TokenStream) -> TokenStream {
    let (runtime, options, progress) = (
        &function.runtime,
        stream::options(function),
        local("progress"),
    );
    let constructor = match function.is_lossy() {
        false => quote!(with_progress),
        true => quote!(with_lossy_progress),
    };
    quote!(#runtime::#constructor(#options, move |#progress| async move { #body }))
}

/// Lifts the error out of an item that is a `Result` itself.
fn flattened(function: &Function, awaited: TokenStream) -> TokenStream {
    let runtime = &function.runtime;
    match (function.callback_error(), &function.handle.result) {
        (None, _) => awaited,
        (Some(_), None) => quote!(#runtime::__private::flatten(#awaited)),
        (Some(told), Some(outcome)) => {
            let refusal = &outcome.err;
            let is_said = types::same(&told, refusal) || function.delivery.error.is_some();
            let flatten = match is_said {
                true => quote!(#runtime::__private::flatten_try),
                false => same(function, &told, refusal, "flatten"),
            };
            quote!(#flatten(#awaited))
        }
    }
}

/// `error =` and `abandoned =`.
fn finished(function: &Function, result: TokenStream) -> TokenStream {
    let runtime = &function.runtime;
    let fails = function.error_type().is_some();
    match (&function.delivery.abandoned, &function.delivery.error) {
        (Some(policy), _) => not_abandoned(function, policy, fails, result),
        (None, None) => result,
        (None, Some(target)) if fails => {
            let error = inferred(target);
            quote!(#runtime::__private::convert::<#target, _, #error>(#result))
        }
        (None, Some(target)) => {
            quote!(#runtime::__private::convert_abandoned::<#target, _>(#result))
        }
    }
}

fn not_abandoned(
    function: &Function,
    policy: &Abandoned,
    fails: bool,
    result: TokenStream,
) -> TokenStream {
    let runtime = &function.runtime;
    let (value, error, abandoned) = (local("value"), local("error"), local("abandoned"));
    let (ok, err) = (
        quote!(::core::result::Result::Ok),
        quote!(::core::result::Result::Err),
    );
    let (pattern, instead) = match policy {
        Abandoned::Panic => (
            quote!(#abandoned),
            quote!(#runtime::__private::panic_abandoned(#abandoned)),
        ),
        Abandoned::Value(value) => {
            // No block that is `async` tells what is expected of its last expression.
            let output = output::once(function);
            let typed = quote!({ let #abandoned: #output = #value; #abandoned });
            (quote!(_), typed)
        }
    };
    if !fails {
        return quote! {
            match #result {
                #ok(#value) => #value,
                #err(#pattern) => #instead,
            }
        };
    }
    let failed = match &function.delivery.error {
        Some(target) => {
            let from = from(function, target);
            quote!(#from(#error))
        }
        None => quote!(#error),
    };
    quote! {
        match #result {
            #ok(#value) => #ok(#value),
            #err(#runtime::CallError::Failed(#error)) => #err(#failed),
            #err(#runtime::CallError::Abandoned(#pattern)) => #instead,
        }
    }
}
