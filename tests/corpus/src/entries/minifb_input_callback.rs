//! minifb 0.29.0: `InputCallback`
//!
//! One variant a method. Its listeners need not be `Send`.

use asyncify::asyncify;

use crate::stubs::minifb::{self, *};

#[asyncify(listener, path = minifb::InputCallback)]
#[event(derive(Clone, Copy, Debug, PartialEq))]
pub trait InputCallback {
    fn add_char(&mut self, uni_char: u32);
    fn set_key_state(&mut self, key: Key, state: bool);
}
