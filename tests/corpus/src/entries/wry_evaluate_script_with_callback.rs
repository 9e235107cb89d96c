//! wry 0.57.1: `WebView::evaluate_script_with_callback`
//!
//! The bound says `Fn` for the sake of one platform; it is called once.

use asyncify::asyncify;

use crate::stubs::wry::*;

#[asyncify(ext = WebViewAsync, once)]
impl WebView {
    pub fn evaluate_script_with_callback(
        &self,
        js: &str,
        callback: impl Fn(String) + Send + 'static,
    ) -> Result<()>;
}
