//! openssl 0.10.82: `SslContextBuilder::set_alpn_select_callback`
//!
//! The reply borrows from the argument, so it is computed in the callback; the stream tells what
//! clients offered.

use asyncify::asyncify;

use crate::stubs::openssl::*;

#[asyncify(ext = AlpnAsync)]
impl SslContextBuilder {
    pub fn set_alpn_select_callback<F>(
        &mut self,
        #[map(|_, protocols| -> Vec<u8> { protocols.to_vec() })]
        #[reply(|_, protocols| select_next_proto(b"\x02h2", protocols).ok_or(AlpnError::NOACK))]
        callback: F,
    ) where
        F: for<'a> Fn(&mut SslRef, &'a [u8]) -> Result<&'a [u8], AlpnError> + 'static + Sync + Send;
}
