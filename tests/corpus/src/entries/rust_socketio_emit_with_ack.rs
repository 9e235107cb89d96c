//! rust_socketio 0.6.0: `RawClient::emit_with_ack`
//!
//! It may be called twice: the first call counts. It may never be called: the future composes with
//! any timeout.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::rust_socketio::*;

#[asyncify(ext = RawClientAsync, once)]
impl RawClient {
    pub fn emit_with_ack<F, E, D>(
        &self,
        event: E,
        data: D,
        timeout: Duration,
        #[map(|payload, _| -> Payload { payload })] callback: F,
    ) -> Result<()>
    where
        F: FnMut(Payload, RawClient) + 'static + Send,
        E: Into<Event>,
        D: Into<Payload>;
}
