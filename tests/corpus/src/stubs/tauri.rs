//! Stands for `tauri`.
pub type EventId = u32;
#[derive(Debug, PartialEq)]
pub struct Event(pub String);
pub trait Runtime {}
pub struct MockRuntime;
impl Runtime for MockRuntime {}
pub struct App;
mod sealed {
    pub trait ManagerBase<R> {}
    impl<R> ManagerBase<R> for super::App {}
}
pub trait Listener<R: Runtime>: sealed::ManagerBase<R> {
    fn once<F>(&self, event: impl Into<String>, handler: F) -> EventId
    where
        F: FnOnce(Event) + Send + 'static,
    {
        handler(Event(event.into()));
        1
    }
    fn unlisten(&self, id: EventId) {}
}
impl<R: Runtime> Listener<R> for App {}
pub mod http {
    pub struct Request<T>(pub T);
    #[derive(Debug, PartialEq)]
    pub struct Response<T>(pub T);
}
pub struct UriSchemeContext<'a, R>(pub &'a R);
pub struct Builder<R: Runtime>(pub R);
impl<R: Runtime> Builder<R> {
    pub fn register_uri_scheme_protocol<
        N: Into<String>,
        T: Into<std::borrow::Cow<'static, [u8]>>,
        H: Fn(UriSchemeContext<'_, R>, http::Request<Vec<u8>>) -> http::Response<T>
            + Send
            + Sync
            + 'static,
    >(
        self,
        uri_scheme: N,
        protocol_handler: H,
    ) -> Self {
        protocol_handler(UriSchemeContext(&self.0), http::Request(Vec::new()));
        self
    }
}
