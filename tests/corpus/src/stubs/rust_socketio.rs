//! Stands for `rust_socketio`.
use futures::future::BoxFuture;
use std::time::Duration;
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
#[derive(Debug, Clone, PartialEq)]
pub struct Event(pub String);
impl From<&str> for Event {
    fn from(name: &str) -> Event {
        Event(name.to_owned())
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Payload(pub String);
impl From<&str> for Payload {
    fn from(text: &str) -> Payload {
        Payload(text.to_owned())
    }
}
pub struct RawClient;
pub struct Client;
#[derive(Default)]
pub struct ClientBuilder {
    pub handlers: Vec<(
        Event,
        Box<dyn FnMut(Payload, Client) -> BoxFuture<'static, ()> + Send + Sync>,
    )>,
}
impl RawClient {
    pub fn emit_with_ack<F, E, D>(
        &self,
        event: E,
        data: D,
        timeout: Duration,
        callback: F,
    ) -> Result<()>
    where
        F: FnMut(Payload, RawClient) + 'static + Send,
        E: Into<Event>,
        D: Into<Payload>,
    {
        let mut callback = callback;
        callback(data.into(), RawClient);
        callback(Payload("again".into()), RawClient);
        Ok(())
    }
}
impl ClientBuilder {
    pub fn on<T: Into<Event>, F>(mut self, event: T, callback: F) -> Self
    where
        F: for<'a> std::ops::FnMut(Payload, Client) -> BoxFuture<'static, ()>
            + 'static
            + Send
            + Sync,
    {
        self.handlers.push((event.into(), Box::new(callback)));
        self
    }
}
