//! Stands for `webkit6`.
pub use super::gio;
pub use super::glib::{self, IsA};
pub mod javascriptcore {
    #[derive(Debug, PartialEq)]
    pub struct Value(pub std::rc::Rc<str>);
}
pub struct WebView;
pub trait WebViewExt: IsA<WebView> + 'static {
    fn evaluate_javascript<P: FnOnce(Result<javascriptcore::Value, glib::Error>) + 'static>(
        &self,
        script: &str,
        world_name: Option<&str>,
        source_uri: Option<&str>,
        cancellable: Option<&impl IsA<gio::Cancellable>>,
        callback: P,
    ) {
        callback(Ok(javascriptcore::Value(script.into())));
    }
}
impl<O: IsA<WebView> + 'static> WebViewExt for O {}
#[derive(Debug, Clone, PartialEq)]
pub struct URISchemeRequest(pub std::rc::Rc<str>);
pub struct WebContext;
impl WebContext {
    pub fn register_uri_scheme<P: Fn(&URISchemeRequest) + 'static>(
        &self,
        scheme: &str,
        callback: P,
    ) {
        callback(&URISchemeRequest(scheme.into()));
    }
}
