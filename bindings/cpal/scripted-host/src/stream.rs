//! The stream: the handle that a program holds, and the thread behind it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Instant;

use cpal::traits::StreamTrait;
use cpal::{Error, ErrorKind, FrameCount, StreamInstant};

use crate::caller::Caller;
use crate::{Facts, Probe, Script};

/// A stream whose callbacks a script calls.
///
/// Dropping it tells the script, and returns at once: a script may go on to call, as some real hosts
/// do.
#[derive(Debug)]
pub struct ScriptedStream {
    probe: Probe,
    clock: Clock,
}

cpal::assert_stream_send!(ScriptedStream);
cpal::assert_stream_sync!(ScriptedStream);

impl ScriptedStream {
    pub(crate) fn start(mut caller: Caller, script: Script, clock: Clock) -> Self {
        let probe = caller.probe.clone();
        probe.update(|facts| *facts = Facts::default());
        thread::spawn(move || {
            let probe = caller.probe.clone();
            probe.update(|facts| facts.caller = Some(thread::current().id()));
            // A host's thread ends when a callback unwinds, and its callbacks go with it.
            let unwound = catch_unwind(AssertUnwindSafe(|| script(&mut caller))).is_err();
            drop(caller);
            probe.update(|facts| {
                facts.unwound = unwound;
                facts.released = true;
            });
        });
        Self { probe, clock }
    }
}

impl Drop for ScriptedStream {
    fn drop(&mut self) {
        self.probe
            .update(|facts| facts.dropped_on = Some(thread::current().id()));
    }
}

impl StreamTrait for ScriptedStream {
    fn play(&self) -> Result<(), Error> {
        self.probe.update(|facts| facts.playing = true);
        Ok(())
    }

    fn pause(&self) -> Result<(), Error> {
        self.probe.update(|facts| facts.playing = false);
        Ok(())
    }

    fn buffer_size(&self) -> Result<FrameCount, Error> {
        Err(ErrorKind::UnsupportedOperation.into())
    }

    fn now(&self) -> StreamInstant {
        self.clock.now()
    }
}

/// Time since the stream was built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(Instant);

impl Clock {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn now(self) -> StreamInstant {
        let elapsed = self.0.elapsed();
        StreamInstant::new(elapsed.as_secs(), elapsed.subsec_nanos())
    }
}
