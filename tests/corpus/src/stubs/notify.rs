//! Stands for `notify`.
#[derive(Debug, Clone, PartialEq)]
pub struct Error;
pub type Result<T> = core::result::Result<T, Error>;
#[derive(Debug, Clone, PartialEq)]
pub struct Event(pub String);
pub trait EventHandler: Send + 'static {
    fn handle_event(&mut self, event: Result<Event>);
}
impl<F: FnMut(Result<Event>) + Send + 'static> EventHandler for F {
    fn handle_event(&mut self, event: Result<Event>) {
        self(event);
    }
}
pub struct RecommendedWatcher;
pub fn recommended_watcher<F>(event_handler: F) -> Result<RecommendedWatcher>
where
    F: EventHandler,
{
    let mut event_handler = event_handler;
    event_handler.handle_event(Ok(Event("created".into())));
    Ok(RecommendedWatcher)
}
