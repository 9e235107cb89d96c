//! paho-mqtt 0.14.0: `AsyncClient::set_message_callback`
//!
//! `None` means that the connection was lost, and messages go on after a reconnect: so it stays
//! among the items. Where `None` is the end, `#[end_if(none)]` says so. The client itself is left
//! out.

use asyncify::asyncify;

use crate::stubs::paho_mqtt::*;

#[asyncify(ext = MessagesAsync)]
impl AsyncClient {
    pub fn set_message_callback<F>(&self, cb: F)
    where
        F: FnMut(&AsyncClient, Option<Message>) + Send + 'static;
}
