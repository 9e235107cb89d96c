//! Stands for `web-sys`, `js-sys` and `wasm-bindgen`.
use std::cell::RefCell;
use std::rc::Rc;
pub mod js_sys {
    pub struct Function(pub std::cell::RefCell<Box<dyn FnMut(f64)>>);
}
#[derive(Debug, PartialEq)]
pub struct JsValue;
pub struct Window;
/// What `Closure::once_into_js(f).unchecked_into()` does.
pub fn function(f: impl FnMut(f64) + 'static) -> js_sys::Function {
    js_sys::Function(RefCell::new(Box::new(f)))
}
pub fn request_animation_frame(this: &Window, callback: &js_sys::Function) -> Result<i32, JsValue> {
    (callback.0.borrow_mut())(16.7);
    Ok(1)
}
pub trait WasmClosure {}
impl WasmClosure for dyn FnMut(f64) {}
pub trait MaybeUnwindSafe {}
impl<T> MaybeUnwindSafe for T {}
pub trait WasmClosureFnOnce<T: ?Sized, A, R>: 'static {
    fn run(self, value: f64);
}
impl<F: FnOnce(f64) -> R + 'static, R: 'static> WasmClosureFnOnce<dyn FnMut(f64), (f64,), R> for F {
    fn run(self, value: f64) {
        self(value);
    }
}
pub struct ScopedClosure<'a, T: ?Sized>(pub &'a (), pub Option<Rc<T>>);
impl<T> ScopedClosure<'static, T>
where
    T: ?Sized + WasmClosure,
{
    pub fn once<F, A, R>(fn_once: F) -> Self
    where
        F: WasmClosureFnOnce<T, A, R> + MaybeUnwindSafe,
    {
        fn_once.run(16.7);
        ScopedClosure(&(), None)
    }
}
