//! Stands for `wasmtime`.
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
#[derive(Debug, PartialEq)]
pub enum UpdateDeadline {
    Continue(u64),
    Yield(u64),
}
pub struct StoreContextMut<'a, T>(pub &'a mut T);
impl<T> StoreContextMut<'_, T> {
    pub fn data(&self) -> &T {
        self.0
    }
}
pub struct Store<T: 'static> {
    pub data: T,
    pub callback:
        Option<Box<dyn FnMut(StoreContextMut<T>) -> Result<UpdateDeadline> + Send + Sync>>,
}
impl<T> Store<T> {
    pub fn epoch_deadline_callback(
        &mut self,
        callback: impl FnMut(StoreContextMut<T>) -> Result<UpdateDeadline> + Send + Sync + 'static,
    ) {
        self.callback = Some(Box::new(callback));
    }
}
