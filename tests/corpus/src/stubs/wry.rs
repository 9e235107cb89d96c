//! Stands for `wry`.
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub type WebViewId<'a> = &'a str;
#[derive(Debug, PartialEq)]
pub struct Request<T>(pub T);
pub struct RequestAsyncResponder(pub std::sync::mpsc::Sender<Vec<u8>>);
impl RequestAsyncResponder {
    pub fn respond(self, body: Vec<u8>) {
        let _ = self.0.send(body);
    }
}
pub struct WebView;
impl WebView {
    pub fn evaluate_script_with_callback(
        &self,
        js: &str,
        callback: impl Fn(String) + Send + 'static,
    ) -> Result<()> {
        callback(js.to_uppercase());
        Ok(())
    }
}
#[derive(Default)]
pub struct WebViewBuilder<'a> {
    pub protocol:
        Option<Box<dyn Fn(WebViewId, Request<Vec<u8>>, RequestAsyncResponder) + Send + Sync>>,
    pub title: &'a str,
}
impl<'a> WebViewBuilder<'a> {
    pub fn with_asynchronous_custom_protocol<F>(mut self, name: String, handler: F) -> Self
    where
        F: Fn(WebViewId, Request<Vec<u8>>, RequestAsyncResponder) + Send + Sync + 'static,
    {
        self.protocol = Some(Box::new(handler));
        self
    }
}
