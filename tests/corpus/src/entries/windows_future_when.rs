//! windows-future 0.100.0: `IAsyncOperation::when`
//!
//! The error of the registration and that of the operation are one type, and become one
//! `CallError`.

use asyncify::asyncify;

use crate::stubs::windows::*;

#[asyncify(ext = OperationAsync)]
impl<T: RuntimeType> IAsyncOperation<T> {
    pub fn when<F>(&self, op: F) -> Result<()>
    where
        F: FnOnce(Result<T>) + Send + 'static;
}
