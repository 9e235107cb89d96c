//! Stands for `zenoh`.
use std::marker::PhantomData;
pub struct Query(pub std::sync::mpsc::Sender<String>);
impl Query {
    pub fn reply(&self, text: &str) {
        let _ = self.0.send(text.to_owned());
    }
}
pub struct DefaultHandler;
pub struct Callback<T>(pub Box<dyn Fn(T) + Send + Sync>);
pub struct QueryableBuilder<'a, 'b, H> {
    pub handler: H,
    pub session: PhantomData<(&'a (), &'b ())>,
}
impl<'a, 'b> QueryableBuilder<'a, 'b, DefaultHandler> {
    pub fn callback<F>(self, callback: F) -> QueryableBuilder<'a, 'b, Callback<Query>>
    where
        F: Fn(Query) + Send + Sync + 'static,
    {
        QueryableBuilder {
            handler: Callback(Box::new(callback)),
            session: PhantomData,
        }
    }
}
