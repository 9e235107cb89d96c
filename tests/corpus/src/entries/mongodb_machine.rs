//! mongodb 3.9.1: `Callback::machine`
//!
//! Asynchronous already: the reply is a future, which may await whatever it needs. The stream tells
//! of the requests; the `Callback` is its handle.

use asyncify::asyncify;
use futures::future::BoxFuture;

use crate::stubs::mongodb::*;

#[asyncify(ext = CallbackAsync)]
impl Callback {
    pub fn machine<F>(
        #[reply(Box::pin(async { Ok(IdpServerResponse("token".to_owned())) }))] function: F,
    ) -> Callback
    where
        F: Fn(CallbackContext) -> BoxFuture<'static, Result<IdpServerResponse>>
            + Send
            + Sync
            + 'static;
}
