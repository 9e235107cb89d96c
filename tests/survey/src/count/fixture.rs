//! What must be counted, by the names of the functions: those that begin with `takes`.

use std::ffi::c_void;

pub type Callback = Box<dyn FnMut(u32) + Send>;

pub trait Handler {
    fn handle(&mut self, event: u32);
}

impl<F: FnMut(u32)> Handler for F {
    fn handle(&mut self, event: u32) {
        self(event);
    }
}

/// Closures implement it by way of the other.
pub trait Listener: 'static {}

impl<H: Handler + 'static> Listener for H {}

pub trait Job: FnOnce() {}

pub trait Shape {
    fn area(&self) -> f64;
}

pub fn takes_impl(_: impl Fn()) {}
pub fn takes_generic<F: FnOnce(u32)>(_: F) {}
pub fn takes_where<F>(_: F)
where
    F: FnMut(&str) -> bool,
{
}
pub fn takes_boxed(_: Box<dyn Fn()>) {}
pub fn takes_borrowed(_: Option<&mut dyn FnMut()>) {}
pub fn takes_alias(_: Option<Callback>) {}
pub fn takes_handler<H: Handler>(_: H) {}
pub fn takes_listener(_: impl Listener) {}
pub fn takes_job(_: Box<dyn Job>) {}
pub fn takes_pointer(_: extern "C" fn(*mut c_void), _: *mut c_void) {}

pub fn has_none(_: u32, _: Option<String>, _: Box<dyn Shape>) {}
pub fn has_a_pointer_without_data(_: fn(u32)) {}
pub fn returns_one() -> impl Fn() {
    || {}
}
#[deprecated]
pub fn is_deprecated(_: impl Fn()) {}
#[doc(hidden)]
pub fn is_hidden(_: impl Fn()) {}

pub struct Client<F>(F);

impl<F: FnMut()> Client<F> {
    pub fn takes_of_block(callback: F) -> Self {
        Self(callback)
    }
    pub fn only_has_one(&self) {}
    fn is_private(_: impl Fn()) {}
}

pub trait Api {
    fn takes_in_trait(&self, _: impl Fn()) {}
    fn has_none(&self);
}

mod inner {
    pub fn takes_reexported(_: impl Fn()) {}
    pub fn is_not_reexported(_: impl Fn()) {}
    pub mod deep {
        pub fn takes_by_glob(_: impl Fn()) {}
    }
}

pub mod prelude {
    pub use super::*;
    pub use super::inner::deep::*;
    pub use super::inner::takes_reexported as takes_renamed;
}
