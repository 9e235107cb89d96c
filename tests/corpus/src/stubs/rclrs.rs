//! Stands for `rclrs`.
use std::marker::PhantomData;
pub trait Message: Default + 'static {}
impl Message for u32 {}
pub struct SubscriptionOptions<'a> {
    pub topic: &'a str,
}
impl<'a> From<&'a str> for SubscriptionOptions<'a> {
    fn from(topic: &'a str) -> Self {
        Self { topic }
    }
}
#[derive(Debug, PartialEq)]
pub struct RclrsError;
#[derive(Debug)]
pub struct Subscription<T>(PhantomData<T>);
pub trait IntoNodeSubscriptionCallback<T, Args>: 'static {
    fn call(&mut self, message: T);
}
impl<T: Message, F: FnMut(T) + 'static> IntoNodeSubscriptionCallback<T, (T,)> for F {
    fn call(&mut self, message: T) {
        self(message);
    }
}
impl<T: Message, F: FnMut(T, u64) + 'static> IntoNodeSubscriptionCallback<T, (T, u64)> for F {
    fn call(&mut self, message: T) {
        self(message, 0);
    }
}
pub struct NodeState;
impl NodeState {
    pub fn create_subscription<'a, T, Args>(
        &self,
        options: impl Into<SubscriptionOptions<'a>>,
        callback: impl IntoNodeSubscriptionCallback<T, Args>,
    ) -> Result<Subscription<T>, RclrsError>
    where
        T: Message,
    {
        let mut callback = callback;
        callback.call(T::default());
        Ok(Subscription(PhantomData))
    }
}
