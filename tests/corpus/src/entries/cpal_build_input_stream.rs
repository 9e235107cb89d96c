//! cpal 0.18.2: `DeviceTrait::build_input_stream`
//!
//! `frames` is the realtime lane: no allocation and no lock in the callback. `asyncify-cpal` is
//! built on declarations like this one.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::cpal::*;

#[asyncify(ext = InputAsync, frames)]
impl<D: DeviceTrait> D {
    fn build_input_stream<T, D, E>(
        &self,
        config: StreamConfig,
        #[item] mut data_callback: D,
        #[error] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        T: SizedSample,
        D: FnMut(&[T], &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}
