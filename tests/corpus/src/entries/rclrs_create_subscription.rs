//! rclrs 0.8.0: `NodeState::create_subscription`
//!
//! Many kinds of closures implement the trait: `#[shape]` chooses one. `Args` only says which, and
//! is gone from the twin.

use asyncify::asyncify;

use crate::stubs::rclrs::*;

#[asyncify(ext = NodeAsync)]
impl NodeState {
    pub fn create_subscription<'a, T, Args>(
        &self,
        options: impl Into<SubscriptionOptions<'a>>,
        #[shape(FnMut(T))] callback: impl IntoNodeSubscriptionCallback<T, Args>,
    ) -> Result<Subscription<T>, RclrsError>
    where
        T: Message;
}
