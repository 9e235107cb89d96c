//! The call of the function that a twin is made of, where that runs.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Token;

use super::arguments::Arguments;
use crate::attribute;
use crate::context::Context;
use crate::emit::{called, located};
use crate::input;
use crate::lower::{self, initiator};
use crate::model::Callee;
use crate::source::Source;

pub(super) struct Call {
    pub(super) callee: Callee,
    pub(super) unsafety: Option<Token![unsafe]>,
    pub(super) arguments: Arguments,
}

impl Call {
    /// Of the function where it stands, or of `moved`, which is the function without its place.
    pub(super) fn of(
        source: &Source,
        context: &Context,
        moved: Option<&input::Function>,
        arguments: Arguments,
    ) -> Call {
        let inferred = arguments.replaced(source);
        Call {
            callee: initiator::callee(source, context, moved, &inferred),
            unsafety: lower::unsafety(source, context),
            arguments,
        }
    }

    /// The call. Where a place is given, that is blamed for it.
    pub(super) fn tokens(&self, span: Option<Span>) -> TokenStream {
        let (path, passed) = (&self.callee.path, self.arguments.passed());
        let call = match span {
            None => quote!(#path(#passed)),
            Some(span) => called(located(span, path), span, passed),
        };
        match &self.unsafety {
            // SAFETY: the twin is `unsafe` as well, and its documentation asks its caller for what the
            // function asks for; what else stands in the block are conversions of arguments, which are
            // safe.
            // Tested by `unsafety`.
            Some(_) => quote!(unsafe { #call }),
            None => call,
        }
    }
}

/// The function as it is where its body goes.
pub(super) fn moved(source: &Source, context: &Context) -> input::Function {
    let in_impl = initiator::is_method(source, context);
    let mut function = source.function.clone();
    // What is said of the code, as against of the function that is called.
    function.attrs = match in_impl {
        true => attribute::of(
            &function.attrs,
            &[
                "allow", "warn", "deny", "forbid", "expect", "cfg", "cfg_attr",
            ],
        ),
        false => Vec::new(),
    };
    function
}
