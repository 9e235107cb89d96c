//! tauri 2.12.5: `Builder::register_uri_scheme_protocol`
//!
//! The consumer answers each request, and so chooses `T`, the type of the body; `Default`, which is
//! added, makes the answer that is given where there is none. `.detach()` gives the builder back.

use std::borrow::Cow;

use asyncify::asyncify;

use crate::stubs::tauri::*;

#[asyncify(ext = BuilderAsync)]
impl<R: Runtime> Builder<R> {
    pub fn register_uri_scheme_protocol<
        N: Into<String>,
        T: Into<Cow<'static, [u8]>> + Default,
        H: Fn(UriSchemeContext<'_, R>, http::Request<Vec<u8>>) -> http::Response<T>
            + Send
            + Sync
            + 'static,
    >(
        mut self,
        uri_scheme: N,
        #[map(|_, request| -> http::Request<Vec<u8>> { request })]
        #[reply(ask, default = http::Response(T::default()))]
        protocol_handler: H,
    ) -> Self;
}
