//! Which frames are sent.

mod resample;
mod voice;

use crate::args;
use crate::audio::{Format, Frame};
use crate::client::Outbox;

use voice::Voice;

pub(crate) enum Gate {
    Always,
    Voice(Box<Voice>),
}

impl Gate {
    pub(crate) fn new(which: args::Gate, format: Format) -> Self {
        match which {
            args::Gate::Always => Self::Always,
            args::Gate::Voice => Self::Voice(Box::new(Voice::new(format))),
        }
    }

    /// Puts the frame, and those that waited for it, into the outbox, or not.
    pub(crate) fn pass(&mut self, frame: Frame, outbox: &mut Outbox) {
        match self {
            Self::Always => outbox.frame(frame),
            Self::Voice(voice) => voice.pass(frame, outbox),
        }
    }

    /// Whether somebody speaks, as far as it is known.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Self::Always => false,
            Self::Voice(voice) => voice.is_open(),
        }
    }

    /// How many frames were not sent, because nobody spoke.
    pub(crate) fn withheld(&self) -> u64 {
        match self {
            Self::Always => 0,
            Self::Voice(voice) => voice.withheld(),
        }
    }
}
