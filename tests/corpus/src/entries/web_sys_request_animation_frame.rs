//! web-sys 0.3.107: `request_animation_frame`
//!
//! A function of another language says nothing of its arguments: `#[shape]` does, and `wrap` makes
//! the function, which is lent to the call.

use asyncify::asyncify;

use crate::stubs::web_sys::{self, *};

#[asyncify(path = web_sys, once, local)]
pub mod calls {
    use super::*;

    pub fn request_animation_frame(
        this: &Window,
        #[shape(FnMut(f64), wrap = function)] callback: &js_sys::Function,
    ) -> Result<i32, JsValue>;
}
