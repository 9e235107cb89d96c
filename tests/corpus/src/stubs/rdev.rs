//! Stands for `rdev`.
#[derive(Debug, Clone, PartialEq)]
pub struct Event(pub u32);
#[derive(Debug, PartialEq)]
pub enum ListenError {
    EventTapError,
}
pub fn listen<T>(callback: T) -> Result<(), ListenError>
where
    T: FnMut(Event) + 'static,
{
    let mut callback = callback;
    callback(Event(1));
    callback(Event(2));
    Err(ListenError::EventTapError)
}
