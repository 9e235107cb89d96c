//! Stands for `rosrust`.
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub trait Message: Default {}
impl Message for String {}
pub struct Subscriber;
pub struct Ros;
impl Ros {
    pub fn subscribe<T, F>(&self, topic: &str, queue_size: usize, callback: F) -> Result<Subscriber>
    where
        T: Message,
        F: Fn(T) + Send + 'static,
    {
        callback(T::default());
        Ok(Subscriber)
    }
}
