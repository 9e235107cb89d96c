//! The script's side of a stream.

use cpal::{
    Data, Error, InputCallbackInfo, InputStreamTimestamp, SampleFormat, SizedSample, StreamInstant,
};

use crate::Probe;
use crate::stream::Clock;

pub(crate) type DataCallback = Box<dyn FnMut(&Data, &InputCallbackInfo) + Send>;
pub(crate) type ErrorCallback = Box<dyn FnMut(Error) + Send>;

/// What a script has in hand: the callbacks of the stream it stands for.
pub struct Caller {
    pub(crate) data: DataCallback,
    pub(crate) error: ErrorCallback,
    pub(crate) format: SampleFormat,
    pub(crate) probe: Probe,
    pub(crate) clock: Clock,
}

impl Caller {
    /// Calls the data callback, whether the stream plays, is paused or has been dropped.
    ///
    /// # Panics
    /// If `T` is not the sample type that the stream was built with.
    pub fn data<T: SizedSample>(&mut self, samples: &[T]) {
        assert_eq!(
            T::FORMAT,
            self.format,
            "the stream was built for another sample type"
        );
        // SAFETY: pointer and length are those of `samples`, which outlives the call, and the
        // format is its element type's. The callback gets `&Data`, which only reads.
        #[expect(unsafe_code, reason = "cpal has no other way to make its `Data`")]
        let data = unsafe {
            Data::from_parts(
                samples.as_ptr().cast::<()>().cast_mut(),
                samples.len(),
                T::FORMAT,
            )
        };
        let now = self.now();
        let timestamp = InputStreamTimestamp {
            callback: now,
            capture: now,
        };
        (self.data)(&data, &InputCallbackInfo::new(timestamp));
    }

    /// Calls the error callback.
    pub fn error(&mut self, error: impl Into<Error>) {
        (self.error)(error.into());
    }

    /// Blocks while the stream is paused, as it is at first. Returns whether it still exists.
    pub fn wait_until_playing(&self) -> bool {
        let facts = self
            .probe
            .wait_forever(|facts| facts.playing || facts.dropped_on.is_some());
        facts.dropped_on.is_none()
    }

    /// Whether the stream has been dropped.
    pub fn is_dropped(&self) -> bool {
        self.probe.facts().dropped_on.is_some()
    }

    /// Blocks until the stream has been dropped.
    pub fn wait_until_dropped(&self) {
        self.probe.wait_forever(|facts| facts.dropped_on.is_some());
    }

    /// The time on the stream's clock, which starts when the stream is built.
    pub fn now(&self) -> StreamInstant {
        self.clock.now()
    }
}
