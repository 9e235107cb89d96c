//! The script's side of a stream. Tested by `formats`, `hazards`, `playback_hazards`.

use cpal::{
    Data, Error, InputCallbackInfo, InputStreamTimestamp, OutputCallbackInfo,
    OutputStreamTimestamp, SampleFormat, SizedSample, StreamInstant,
};

use crate::Probe;
use crate::stream::Clock;

type Bring = Box<dyn FnMut(&Data, &InputCallbackInfo) + Send>;
type Ask = Box<dyn FnMut(&mut Data, &OutputCallbackInfo) + Send>;

/// The data callback of a stream, which goes one way.
pub(crate) enum DataCallback {
    Input(Bring),
    Output(Ask),
}

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
    /// Calls the data callback of a microphone, whether the stream plays, is paused or has been dropped.
    ///
    /// # Panics
    /// If `T` is not the sample type that the stream was built with, or the stream is a loudspeaker's.
    pub fn data<T: SizedSample>(&mut self, samples: &[T]) {
        self.check::<T>();
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
        match &mut self.data {
            DataCallback::Input(callback) => callback(&data, &InputCallbackInfo::new(timestamp)),
            DataCallback::Output(_) => panic!("a loudspeaker brings no samples"),
        }
    }

    /// Calls the data callback of a loudspeaker, and returns what it filled in. The samples it is
    /// given to overwrite are `unfilled`.
    ///
    /// # Panics
    /// If `T` is not the sample type that the stream was built with, or the stream is a microphone's.
    pub fn ask<T: SizedSample>(&mut self, samples: usize, unfilled: T) -> Vec<T> {
        self.check::<T>();
        let mut asked = vec![unfilled; samples];
        // SAFETY: pointer and length are those of `asked`, which outlives the call and is not used
        // otherwise during it, and the format is its element type's.
        #[expect(unsafe_code, reason = "cpal has no other way to make its `Data`")]
        let mut data =
            unsafe { Data::from_parts(asked.as_mut_ptr().cast::<()>(), samples, T::FORMAT) };
        let now = self.now();
        let timestamp = OutputStreamTimestamp {
            callback: now,
            playback: now,
        };
        match &mut self.data {
            DataCallback::Output(callback) => {
                callback(&mut data, &OutputCallbackInfo::new(timestamp));
            }
            DataCallback::Input(_) => panic!("a microphone asks for no samples"),
        }
        asked
    }

    fn check<T: SizedSample>(&self) {
        assert_eq!(
            T::FORMAT,
            self.format,
            "the stream was built for another sample type"
        );
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
