//! minifb 0.29.0: `Window::set_input_callback`
//!
//! The sender of a listener mirror, [`InputCallback`](#minifb_input_callback), goes where a
//! callback does: `wrap` makes it of the closure. A second stream takes the place of the first.

use asyncify::asyncify;

use super::minifb_input_callback::{InputCallbackEvent, InputCallbackSender};
use crate::stubs::minifb::*;

#[asyncify(ext = WindowAsync, local)]
impl Window {
    pub fn set_input_callback(
        &mut self,
        #[shape(
            FnMut(InputCallbackEvent),
            wrap = |f| Box::new(InputCallbackSender::from_fn(f))
        )]
        callback: Box<dyn InputCallback>,
    );
}
