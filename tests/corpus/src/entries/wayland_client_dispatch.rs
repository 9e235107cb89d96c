//! wayland-client 0.31.15: `Dispatch`
//!
//! The trait has no `self`: the state that is dispatched to is an argument. A state of one's own
//! tells a callback, and a function of one's own runs the queue, which blocks. The reply ends it
//! once the stream is dropped.

use asyncify::asyncify;

use crate::stubs::wayland_client::*;

pub struct State<F> {
    on_event: F,
    goes_on: bool,
}

impl<I: Proxy, F: FnMut(I, I::Event) -> bool> Dispatch<I, ()> for State<F> {
    fn event(
        state: &mut Self,
        proxy: &I,
        event: I::Event,
        _: &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        state.goes_on = (state.on_event)(proxy.clone(), event);
    }
}

#[asyncify(stream, blocking)]
pub fn dispatch<I: Proxy>(
    connection: Connection,
    #[reply(true, closed = false)] on_event: impl FnMut(I, I::Event) -> bool,
) -> Result<(), DispatchError> {
    let mut queue = connection.new_event_queue();
    let mut state = State {
        on_event,
        goes_on: true,
    };
    while state.goes_on {
        queue.blocking_dispatch::<I>(&mut state)?;
    }
    Ok(())
}
