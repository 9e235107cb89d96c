//! glfw 0.63.0: `Glfw::set_error_callback`
//!
//! A second stream takes the place of the first, which ends.

use asyncify::asyncify;

use crate::stubs::glfw::*;

#[asyncify(ext = GlfwAsync, local)]
impl Glfw {
    pub fn set_error_callback<T>(&mut self, callback: T)
    where
        T: FnMut(Error, String) + 'static;
}
