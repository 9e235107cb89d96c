//! tinyaudio 2.0.0: `run_output_device`
//!
//! The device is the feed's handle: dropping the feed stops it.

use std::error::Error;

use asyncify::asyncify;

use crate::stubs::tinyaudio::{self, *};

#[asyncify(path = tinyaudio, feed)]
pub mod calls {
    use super::*;

    pub fn run_output_device<C>(
        params: OutputDeviceParameters,
        data_callback: C,
    ) -> Result<OutputDevice, Box<dyn Error>>
    where
        C: FnMut(&mut [f32]) + Send + 'static;
}
