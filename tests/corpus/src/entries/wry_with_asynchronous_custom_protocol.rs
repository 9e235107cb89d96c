//! wry 0.57.1: `WebViewBuilder::with_asynchronous_custom_protocol`
//!
//! `WebViewId` is an alias of `&str`, a borrow that no macro can see: `#[map]` makes it owned. The
//! responder travels with the request. `.detach()` gives the builder back, to go on with.

use asyncify::asyncify;

use crate::stubs::wry::*;

#[asyncify(ext = WebViewBuilderAsync)]
impl<'a> WebViewBuilder<'a> {
    pub fn with_asynchronous_custom_protocol<F>(
        mut self,
        name: String,
        #[map(|id, request, responder| -> (String, Request<Vec<u8>>, RequestAsyncResponder) {
            (id.to_owned(), request, responder)
        })]
        handler: F,
    ) -> Self
    where
        F: Fn(WebViewId, Request<Vec<u8>>, RequestAsyncResponder) + Send + Sync + 'static;
}
