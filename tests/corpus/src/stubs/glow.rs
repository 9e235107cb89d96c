//! Stands for `glow`.
mod __private {
    pub trait Sealed {}
    impl Sealed for super::Context {}
}
pub struct Context;
pub trait HasContext: __private::Sealed {
    unsafe fn debug_message_callback<F>(&mut self, callback: F)
    where
        F: Fn(u32, u32, u32, u32, &str) + Send + Sync + 'static;
}
impl HasContext for Context {
    unsafe fn debug_message_callback<F>(&mut self, callback: F)
    where
        F: Fn(u32, u32, u32, u32, &str) + Send + Sync + 'static,
    {
        callback(1, 2, 3, 4, "slow");
    }
}
