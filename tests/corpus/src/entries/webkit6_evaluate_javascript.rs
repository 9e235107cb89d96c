//! webkit6 0.6.1: `WebViewExt::evaluate_javascript`
//!
//! The result is not `Send`, and so neither is the future.

use asyncify::asyncify;

use crate::stubs::webkit6::*;

#[asyncify(ext = WebViewAsync, local)]
impl<O: WebViewExt> O {
    fn evaluate_javascript<P: FnOnce(Result<javascriptcore::Value, glib::Error>) + 'static>(
        &self,
        script: &str,
        world_name: Option<&str>,
        source_uri: Option<&str>,
        cancellable: Option<&impl IsA<gio::Cancellable>>,
        callback: P,
    );
}
