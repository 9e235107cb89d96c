//! Stands for `glib`.
use std::time::Duration;
pub trait IsA<T> {}
impl<T> IsA<T> for T {}
#[derive(Debug, Clone, PartialEq)]
pub struct Error(pub String);
#[derive(Debug, Clone, PartialEq)]
pub struct Variant(pub i64);
#[derive(Debug, PartialEq)]
pub struct SourceId(pub u32);
impl SourceId {
    pub fn remove(self) {}
}
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ControlFlow {
    Continue,
    Break,
}
#[derive(Debug, PartialEq)]
pub struct SignalHandlerId(pub u64);
pub fn timeout_add_once<F>(interval: Duration, func: F) -> SourceId
where
    F: FnOnce() + Send + 'static,
{
    std::thread::spawn(func);
    SourceId(1)
}
pub fn timeout_add<F>(interval: Duration, func: F) -> SourceId
where
    F: FnMut() -> ControlFlow + Send + 'static,
{
    let mut func = func;
    while func() == ControlFlow::Continue {}
    SourceId(2)
}
