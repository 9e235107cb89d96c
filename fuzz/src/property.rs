//! What must hold of every expansion.

use crate::text;

/// Expands the input: the answer is items or a message, and never a panic.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (args, item) = text::parts(&text);
    let (args, item) = (text::tokens(args), text::tokens(item));
    // Bodies are passed on unread: what is wrong in them the compiler says better.
    let is_sound = syn::parse2::<syn::Item>(item.clone()).is_ok();
    let shown = || format!("#[asyncify({args})] {item}");
    let tokens = asyncify_codegen::expand(args.clone(), item.clone());
    assert!(
        !is_sound || syn::parse2::<syn::File>(tokens.clone()).is_ok(),
        "{}\nbecame no items:\n{tokens}",
        shown(),
    );
    let again = asyncify_codegen::expand(args.clone(), item.clone());
    assert_eq!(
        tokens.to_string(),
        again.to_string(),
        "{} became two things",
        shown()
    );
}
