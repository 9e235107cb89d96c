//! portaudio-rs 0.3.2: `Stream::open`
//!
//! An input slice and an output slice in one callback: a duplex, which splits into a stream of
//! frames and a feed.

use asyncify::asyncify;

use crate::stubs::portaudio_rs::*;

#[asyncify(ext = DuplexAsync, feed, local)]
impl<'a, I: SampleType, O: SampleType> Stream<'a, I, O> {
    pub fn open(
        input: Option<StreamParameters<I>>,
        output: Option<StreamParameters<O>>,
        sample_rate: f64,
        frames_per_buffer: u64,
        flags: StreamFlags,
        #[shape(FnMut(&[I], &mut [O], StreamTimeInfo, StreamCallbackFlags) -> StreamCallbackResult, wrap = |f| Some(Box::new(f) as Box<StreamCallback<'a, I, O>>))]
        #[reply(StreamCallbackResult::Continue)]
        callback: Option<Box<StreamCallback<'a, I, O>>>,
    ) -> Result<Stream<'a, I, O>, PaError>;
}
