//! wasm-bindgen 0.2.130: `ScopedClosure::once`
//!
//! The block is mirrored for one kind of closure. It makes a closure for another language, which is
//! handed on: as a stream of one item, the closure is `.handle()`. `A` and `R` are inferred.

use asyncify::asyncify;

use crate::stubs::web_sys::*;

#[asyncify(ext = ClosureAsync, stream, local)]
impl ScopedClosure<'static, dyn FnMut(f64)> {
    pub fn once<F, A, R>(#[shape(FnOnce(f64))] fn_once: F) -> Self
    where
        F: WasmClosureFnOnce<T, A, R> + MaybeUnwindSafe;
}
