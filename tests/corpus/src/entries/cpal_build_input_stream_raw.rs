//! cpal 0.18.2: `DeviceTrait::build_input_stream_raw`
//!
//! `Data` is a view without a type: `#[map]` takes the bytes out of it.

use std::time::Duration;

use asyncify::asyncify;

use crate::stubs::cpal::*;

#[asyncify(ext = RawInputAsync, frames)]
impl<D: DeviceTrait> D {
    fn build_input_stream_raw<D, E>(
        &self,
        config: StreamConfig,
        sample_format: SampleFormat,
        #[item]
        #[map(|data, _| -> &[u8] { data.bytes() })]
        data_callback: D,
        #[error] error_callback: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, Error>
    where
        D: FnMut(&Data, &InputCallbackInfo) + Send + 'static,
        E: FnMut(Error) + Send + 'static;
}
