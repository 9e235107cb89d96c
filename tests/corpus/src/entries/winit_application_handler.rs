//! winit 0.30.13: `ApplicationHandler`
//!
//! The loop itself is lent, and left out: what has to be done with it, such as opening a window, is
//! done in `#[map]`. The stream ends with the loop.

use asyncify::asyncify;

use crate::stubs::winit;
use crate::stubs::winit::*;

#[asyncify(listener, path = winit::ApplicationHandler)]
pub trait ApplicationHandler<T: 'static = ()> {
    #[map(|_| ())]
    fn resumed(&mut self, event_loop: &ActiveEventLoop);
    #[map(|_, event| -> T { event })]
    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: T);
    #[map(|_, window_id, event| -> (WindowId, WindowEvent) { (window_id, event) })]
    fn window_event(
        &mut self,
        event_loop: &ActiveEventLoop,
        window_id: WindowId,
        event: WindowEvent,
    );
    #[end]
    fn exiting(&mut self, event_loop: &ActiveEventLoop);
}
