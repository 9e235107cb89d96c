//! Letting through what is spoken.

use std::collections::VecDeque;

use earshot::Detector;

use super::resample::Resampler;
use crate::audio::{Format, Frame};
use crate::client::Outbox;
use crate::protocol::ToServer;

/// How many frames before the first with voice are sent, too: words begin softly.
const BEFORE: usize = 10;

/// How many frames without voice end it: pauses between words are shorter.
const AFTER: usize = 30;

/// What the detector looks at, in samples.
const WINDOW: usize = 256;

/// The score of a window that counts as voice.
const THRESHOLD: f32 = 0.5;

pub(crate) struct Voice {
    detector: Box<Detector>,
    resampler: Resampler,
    window: Vec<i16>,
    /// Frames that are sent if there is voice soon.
    before: VecDeque<Frame>,
    /// How many more frames are sent unless there is voice; 0 where nobody speaks.
    open: usize,
    withheld: u64,
}

impl Voice {
    pub(super) fn new(format: Format) -> Self {
        Self {
            detector: Detector::default_boxed(),
            resampler: Resampler::new(format),
            window: Vec::with_capacity(WINDOW),
            before: VecDeque::with_capacity(BEFORE + 1),
            open: 0,
            withheld: 0,
        }
    }

    pub(super) fn withheld(&self) -> u64 {
        self.withheld + self.before.len() as u64
    }

    pub(super) fn is_open(&self) -> bool {
        self.open > 0
    }

    pub(super) fn pass(&mut self, frame: Frame, outbox: &mut Outbox) {
        let spoken = self.hears_voice(&frame.samples);
        let (seq, was_open) = (frame.seq, self.is_open());
        self.open = if spoken {
            AFTER
        } else {
            self.open.saturating_sub(1)
        };
        self.before.push_back(frame);
        if self.is_open() {
            if !was_open {
                let seq = self.before[0].seq;
                outbox.note(ToServer::Speech { seq, on: true });
            }
            self.before.drain(..).for_each(|frame| outbox.frame(frame));
            return;
        }
        if was_open {
            outbox.note(ToServer::Speech { seq, on: false });
        }
        if self.before.len() > BEFORE {
            self.before.pop_front();
            self.withheld += 1;
        }
    }

    fn hears_voice(&mut self, samples: &[i16]) -> bool {
        let mut voice = false;
        self.resampler.push(samples, |sample| {
            self.window.push(sample);
            if self.window.len() == WINDOW {
                voice |= self.detector.predict_i16(&self.window) >= THRESHOLD;
                self.window.clear();
            }
        });
        voice
    }
}
