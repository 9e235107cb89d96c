//! sdl3 0.22.0: `AudioCallback`
//!
//! The callback has to put its data into the stream. `wrap` puts the closure that fills a slice
//! into a callback that does so.

use asyncify::asyncify;

use crate::stubs::sdl3::{self, *};

#[asyncify(path = sdl3, feed)]
pub mod calls {
    use super::*;

    pub fn open_playback_stream<C: AudioCallback<f32>>(
        #[shape(FnMut(&mut [f32]), wrap = Pull::new)] callback: C,
    ) -> AudioStream;
}

pub struct Pull<F> {
    fill: F,
    samples: Vec<f32>,
}

impl<F: FnMut(&mut [f32]) + Send + 'static> Pull<F> {
    fn new(fill: F) -> Pull<F> {
        let samples = Vec::with_capacity(1 << 16);
        Pull { fill, samples }
    }
}

impl<F: FnMut(&mut [f32]) + Send + 'static> AudioCallback<f32> for Pull<F> {
    fn callback(&mut self, stream: &mut AudioStream, requested: i32) {
        self.samples
            .resize(usize::try_from(requested).unwrap_or(0), 0.0);
        (self.fill)(&mut self.samples);
        stream.put_data(&self.samples);
    }
}
