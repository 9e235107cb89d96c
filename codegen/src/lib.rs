//! The core of asyncify: tokens of a callback-taking item in, tokens of its async twin out.
//!
//! [`expand`] is what the `#[asyncify]` attribute calls. It reads the options and the item
//! (`options`, `input`, `source`), lowers each function to a model (`lower`), checks the model
//! (`check`), and writes the twin (`emit`). What holds other items goes through `blocks`; the twins
//! of functions that take no callback need no model: `plain` writes them. Mistakes are collected on
//! the way, and reported at the tokens they were made in; an item of the right name stands in for
//! what could not be written (`fallback`).

#![warn(clippy::disallowed_methods)]

mod attribute;
mod bare;
mod blocks;
mod broken;
mod check;
mod codes;
mod collect;
mod context;
mod depth;
mod emit;
mod erasure;
mod errors;
mod expression;
mod fallback;
mod generics;
mod hook;
mod infer;
mod input;
mod lower;
mod marks;
mod model;
mod options;
mod owned;
mod plain;
mod pointer;
mod props;
#[cfg(feature = "scan")]
pub mod scan;
mod signature;
mod source;
mod types;
mod walk;
mod words;

use proc_macro2::TokenStream;
use quote::quote;

pub use crate::codes::{Code, Expansion, Mistake, UnknownCode};
use crate::errors::Errors;
use crate::input::{Impl, Input, Member};
use crate::options::Options;

/// Expands `#[asyncify(args)] item`.
///
/// Mistakes of the user become `compile_error!`s among the tokens: there is no other failure.
///
/// # Example
/// ```
/// let twin = asyncify_codegen::expand(
///     quote::quote!(),
///     quote::quote! {
///         pub fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) {
///             std::thread::spawn(move || callback(a + b));
///         }
///     },
/// );
/// assert!(twin.to_string().starts_with("pub async fn add"));
/// ```
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    expansion(args, item).tokens
}

/// What [`expand`] writes, and beside it the mistakes that it tells.
///
/// # Example
/// ```
/// let expansion = asyncify_codegen::expansion(
///     quote::quote!(strem),
///     quote::quote!(fn ticks(callback: impl FnMut(u32) + Send + 'static) {}),
/// );
/// let [mistake] = &expansion.mistakes[..] else { panic!() };
/// assert!(mistake.message.starts_with("unknown option `strem`, did you mean `stream`?"));
/// ```
pub fn expansion(args: TokenStream, item: TokenStream) -> Expansion {
    let errors = Errors::default();
    let told = errors.told();
    let tokens = expand_with(args, item, errors);
    let mistakes = told.take();
    Expansion { tokens, mistakes }
}

fn expand_with(args: TokenStream, item: TokenStream, mut errors: Errors) -> TokenStream {
    if let Err(error) = depth::check(&args).and_then(|()| depth::check(&item)) {
        errors.push(error);
        let messages = errors.into_compile_errors();
        return quote!(#(#messages)*);
    }
    let options = Options::parse(args, &mut errors);
    let mut input = syn::parse2::<Input>(item.clone());
    let mut left_out = errors.of_a_part();
    if let Some((attrs, broken)) = input.as_mut().ok().and_then(Input::block) {
        attribute::refuse_second(attrs, &mut errors);
        broken
            .take()
            .into_iter()
            .for_each(|error| left_out.push(error));
    }
    let left_out = left_out.into_compile_errors();
    let written = match input {
        Ok(Input::Function(function)) => blocks::function::expand(function, options, errors),
        Ok(Input::Impl(block)) => implementation(block, item, &options, errors),
        Ok(Input::Module(module)) => blocks::module::expand(module, &options, errors),
        Ok(Input::Trait(block)) if options.listener.is_some() => {
            blocks::listener::expand(block, &options, errors)
        }
        Ok(Input::Trait(block)) => blocks::provided::expand(block, &options, errors),
        Ok(Input::Extern(block)) => blocks::foreign::expand(block, &options, errors),
        Err(error) => {
            errors.push(error);
            let messages = errors.into_compile_errors();
            // An item that is fine but for the attribute is kept, since others may use it.
            let item = syn::parse2::<syn::Item>(item).ok();
            quote!(#(#messages)* #item)
        }
    };
    quote!(#(#left_out)* #written)
}

/// An `impl` block: of a type of the user's own, or the mirror of a foreign one.
fn implementation(
    mut block: Impl,
    item: TokenStream,
    options: &Options,
    mut errors: Errors,
) -> TokenStream {
    if let Some(of_trait) = &block.of_trait {
        errors.at(
            Code::TRAIT_IMPL,
            of_trait,
            "methods of a trait implementation can't change: annotate the trait, \
             or an `impl` block without a trait",
        );
        let messages = errors.into_compile_errors();
        // Without bodies it would be a second mistake.
        let whole = !block.members.iter().any(Member::lacks_body);
        let item = whole.then_some(item);
        return quote!(#(#messages)* #item);
    }
    if let (None, None) = (&options.wrapper, &options.ext) {
        block.members.iter_mut().for_each(Member::end);
    }
    let is_foreign = !block.members.iter().any(Member::has_body);
    let signature = block.members.iter().find_map(Member::signature);
    if let (true, Some(signature), None, None) =
        (is_foreign, signature, &options.wrapper, &options.ext)
    {
        // Another option that can't be read may have been the name.
        if errors.is_silent() {
            let message = match options.blocking {
                Some(_) => plain::METHOD_WITHOUT_BODY,
                None => lower::METHOD_WITHOUT_BODY,
            };
            errors.at(Code::NO_BODY, signature, message);
        }
        // Signatures of others are nothing by themselves.
        let messages = errors.into_compile_errors();
        return quote!(#(#messages)*);
    }
    match (&options.wrapper, &options.ext) {
        (Some(wrapper), _) => blocks::wrapper::expand(block, &wrapper.value, options, errors),
        (None, Some(ext)) => blocks::extension::expand(block, &ext.value, options, errors),
        (None, None) => blocks::implementation::expand(block, options, errors),
    }
}
