//! Stands for `notify-debouncer-full`.
use std::time::Duration;
#[derive(Debug, Clone, PartialEq)]
pub struct Error;
#[derive(Debug, Clone, PartialEq)]
pub struct DebouncedEvent(pub String);
pub type DebounceEventResult = Result<Vec<DebouncedEvent>, Vec<Error>>;
pub trait DebounceEventHandler: Send + 'static {
    fn handle_event(&mut self, event: DebounceEventResult);
}
impl<F: FnMut(DebounceEventResult) + Send + 'static> DebounceEventHandler for F {
    fn handle_event(&mut self, event: DebounceEventResult) {
        self(event);
    }
}
pub struct RecommendedWatcher;
pub struct RecommendedCache;
pub struct Debouncer<W, C>(pub W, pub C);
pub fn new_debouncer<F: DebounceEventHandler>(
    timeout: Duration,
    tick_rate: Option<Duration>,
    event_handler: F,
) -> Result<Debouncer<RecommendedWatcher, RecommendedCache>, Error> {
    let mut event_handler = event_handler;
    event_handler.handle_event(Ok(vec![DebouncedEvent("a".into())]));
    Ok(Debouncer(RecommendedWatcher, RecommendedCache))
}
