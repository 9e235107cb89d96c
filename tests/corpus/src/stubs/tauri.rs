//! Stands for `tauri`.
pub type EventId = u32;
#[derive(Debug, PartialEq)]
pub struct Event(pub String);
pub trait Runtime {}
pub struct MockRuntime;
impl Runtime for MockRuntime {}
pub struct App;
mod sealed {
    pub trait ManagerBase<R> {}
    impl<R> ManagerBase<R> for super::App {}
}
pub trait Listener<R: Runtime>: sealed::ManagerBase<R> {
    fn once<F>(&self, event: impl Into<String>, handler: F) -> EventId
    where
        F: FnOnce(Event) + Send + 'static,
    {
        handler(Event(event.into()));
        1
    }
    fn unlisten(&self, id: EventId) {}
}
impl<R: Runtime> Listener<R> for App {}
