//! Stands for `winit`.
pub struct ActiveEventLoop;
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowId(pub u64);
#[derive(Debug, Clone, PartialEq)]
pub enum WindowEvent {
    CloseRequested,
}
pub trait ApplicationHandler<T: 'static = ()> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop);
    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: T) {
        let _ = (event_loop, event);
    }
    fn window_event(
        &mut self,
        event_loop: &ActiveEventLoop,
        window_id: WindowId,
        event: WindowEvent,
    );
    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let _ = event_loop;
    }
    fn exiting(&mut self, event_loop: &ActiveEventLoop) {
        let _ = event_loop;
    }
}
