//! cpal 0.18.2: `DeviceTrait::build_output_stream`
//!
//! The callback fills a slice: `feed` makes a `Sink` of it, with back-pressure from the ring, and
//! silence when it runs dry.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::cpal::*;

#[asyncify(ext = OutputAsync, feed)]
impl<D: DeviceTrait> D {
    fn build_output_stream<T, D, E>(
        &self,
        config: StreamConfig,
        #[item] mut data_callback: D,
        #[error] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        T: SizedSample,
        D: FnMut(&mut [T], &OutputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}
