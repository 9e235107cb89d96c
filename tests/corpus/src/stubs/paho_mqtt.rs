//! Stands for `paho-mqtt`.
#[derive(Debug, Clone, PartialEq)]
pub struct Message(pub String);
#[derive(Clone)]
pub struct AsyncClient;
impl AsyncClient {
    pub fn set_message_callback<F>(&self, cb: F)
    where
        F: FnMut(&AsyncClient, Option<Message>) + Send + 'static,
    {
        let mut cb = cb;
        cb(self, Some(Message("a".into())));
        cb(self, None);
        cb(self, Some(Message("b".into())));
    }
}
