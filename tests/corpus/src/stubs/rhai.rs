//! Stands for `rhai`.
pub trait SendSync {}
impl<T> SendSync for T {}
#[derive(Debug, PartialEq)]
pub struct Dynamic;
impl Dynamic {
    pub const UNIT: Dynamic = Dynamic;
}
#[derive(Default)]
pub struct Engine {
    pub progress: Option<Box<dyn Fn(u64) -> Option<Dynamic>>>,
}
impl Engine {
    pub fn on_progress(
        &mut self,
        callback: impl Fn(u64) -> Option<Dynamic> + SendSync + 'static,
    ) -> &mut Self {
        self.progress = Some(Box::new(callback));
        self
    }
}
