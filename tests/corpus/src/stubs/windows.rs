//! Stands for `windows-future` and `windows-core`.
use std::marker::PhantomData;
pub mod windows_core {
    pub use super::{Ref, Result, RuntimeType};
}
#[derive(Debug, Clone, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub trait RuntimeType: Clone + Send + Default + 'static {}
impl RuntimeType for u32 {}
pub trait Interface {}
pub struct IAsyncOperation<T>(pub PhantomData<T>);
impl<T> Clone for IAsyncOperation<T> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}
impl<T> Interface for IAsyncOperation<T> {}
impl<T: RuntimeType> IAsyncOperation<T> {
    pub fn get_results(&self) -> Result<T> {
        Ok(T::default())
    }
    pub fn when<F>(&self, op: F) -> Result<()>
    where
        F: FnOnce(Result<T>) + Send + 'static,
    {
        op(self.get_results());
        Ok(())
    }
}
pub trait Async: Interface {
    type Output;
    fn results(&self) -> Result<Self::Output>;
    fn set_completed<F: Fn(&Self) + Send + 'static>(&self, handler: F) -> Result<()> {
        handler(self);
        Ok(())
    }
}
impl<T: RuntimeType> Async for IAsyncOperation<T> {
    type Output = T;
    fn results(&self) -> Result<T> {
        self.get_results()
    }
}
pub struct Ref<'a, T>(pub &'a T);
impl<T: Clone> Ref<'_, T> {
    pub fn cloned(&self) -> T {
        self.0.clone()
    }
}
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AsyncStatus(pub i32);
pub struct AsyncOperationCompletedHandler<TResult: 'static>(
    pub Box<dyn Fn(Ref<'_, IAsyncOperation<TResult>>, AsyncStatus) -> Result<()> + Send>,
);
impl<TResult: windows_core::RuntimeType + 'static> AsyncOperationCompletedHandler<TResult> {
    pub fn new<
        F: Fn(windows_core::Ref<IAsyncOperation<TResult>>, AsyncStatus) -> windows_core::Result<()>
            + Send
            + 'static,
    >(
        invoke: F,
    ) -> Self {
        Self(Box::new(invoke))
    }
}
