//! wayland-client 0.31.15: `Dispatch`
//!
//! The trait has no `self`; `#[user_data]` marks what leads to the sender. A state delegates to it
//! (`delegate_dispatch!(State: [WlOutput: DispatchSender<WlOutput>] => DispatchSender<WlOutput>)`),
//! and an object is bound with `events.sender()` as its user data.

use asyncify::asyncify;

use crate::stubs::wayland_client;
use crate::stubs::wayland_client::{Connection, Proxy, QueueHandle};

#[asyncify(listener, path = wayland_client::Dispatch)]
pub trait Dispatch<I, UserData, State = Self>
where
    Self: Sized,
    I: Proxy,
    State: wayland_client::Dispatch<I, UserData, State>,
{
    #[map(|_, proxy, event, _, _| -> (I, I::Event) { (proxy.clone(), event) })]
    fn event(
        state: &mut State,
        proxy: &I,
        event: I::Event,
        #[user_data] data: &UserData,
        conn: &Connection,
        qhandle: &QueueHandle<State>,
    );
}
