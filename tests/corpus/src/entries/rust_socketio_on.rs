//! rust_socketio 0.6.0: `ClientBuilder::on`
//!
//! The callback returns a future, which has nothing left to do once the event is in the stream.
//! `.detach()` gives the builder back.

use asyncify::asyncify;
use futures::future::BoxFuture;

use crate::stubs::rust_socketio::*;

#[asyncify(ext = ClientBuilderAsync)]
impl ClientBuilder {
    pub fn on<T: Into<Event>, F>(
        mut self,
        event: T,
        #[reply(Box::pin(async {}))] callback: F,
    ) -> Self
    where
        F: for<'a> std::ops::FnMut(Payload, Client) -> BoxFuture<'static, ()>
            + 'static
            + Send
            + Sync;
}
