//! rosrust 0.9.12: `Ros::subscribe`
//!
//! The type of the message is the caller's choice and stays: `subscribe_stream::<T>(..)`. That it
//! can be sent is added.

use asyncify::asyncify;

use crate::stubs::rosrust::*;

#[asyncify(ext = RosAsync)]
impl Ros {
    pub fn subscribe<T, F>(
        &self,
        topic: &str,
        queue_size: usize,
        callback: F,
    ) -> Result<Subscriber>
    where
        T: Message,
        F: Fn(T) + Send + 'static;
}
