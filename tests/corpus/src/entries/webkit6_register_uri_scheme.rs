//! webkit6 0.6.1: `WebContext::register_uri_scheme`
//!
//! The request is counted by reference: its copy can be answered at any time.

use asyncify::asyncify;

use crate::stubs::webkit6::*;

#[asyncify(ext = WebContextAsync, local)]
impl WebContext {
    pub fn register_uri_scheme<P: Fn(&URISchemeRequest) + 'static>(
        &self,
        scheme: &str,
        callback: P,
    );
}
