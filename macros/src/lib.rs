//! The `#[asyncify]` attribute. Use it through the `asyncify` crate, which re-exports it.

use proc_macro::TokenStream;

/// Writes the async twin of a callback-taking function.
#[proc_macro_attribute]
pub fn asyncify(args: TokenStream, item: TokenStream) -> TokenStream {
    asyncify_codegen::expand(args.into(), item.into()).into()
}
