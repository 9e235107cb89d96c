//! steamworks 0.13.1: `Client::register_callback`
//!
//! `C` is chosen by the caller and stays; `F` is gone, so that it is
//! `register_callback_stream::<C>()`.

use asyncify::asyncify;

use crate::stubs::steamworks::*;

#[asyncify(ext = ClientAsync)]
impl Client {
    pub fn register_callback<C, F>(&self, f: F) -> CallbackHandle
    where
        C: Callback,
        F: FnMut(C) + 'static + Send;
}
