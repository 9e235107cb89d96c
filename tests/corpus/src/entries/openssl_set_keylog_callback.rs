//! openssl 0.10.82: `SslContextBuilder::set_keylog_callback`
//!
//! `&SslRef` can't be copied: `#[map]` leaves it out.

use asyncify::asyncify;

use crate::stubs::openssl::*;

#[asyncify(ext = KeylogAsync)]
impl SslContextBuilder {
    pub fn set_keylog_callback<F>(&mut self, #[map(|_, line| line.to_owned())] callback: F)
    where
        F: Fn(&SslRef, &str) + 'static + Sync + Send;
}
