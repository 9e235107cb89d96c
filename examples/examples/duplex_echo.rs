//! What the default microphone hears, on the default loudspeaker: `duplex_echo [SECONDS]`. Wear
//! headphones, or it will howl.
//!
//! It is made like the `stream_generator` in the asyncio examples of python-sounddevice: a generator
//! yields blocks of input together with blocks of output to be filled, and some blocks of silence are
//! written ahead, so that the output has something to play while a block is on its way.
//!
//! There, both directions are one stream with one clock. cpal has no such thing: these are two
//! streams, and if they are two devices, then their clocks differ, by some ten samples a second. If
//! the loudspeaker is the faster one, the blocks written ahead are used up after a while, and each
//! block that is missing then is an underrun: a short silence, which restores what was ahead. If the
//! microphone is the faster one, the delay grows until the loudspeaker's ring is full; from then on
//! writing waits, what is heard waits in the microphone's ring, and when that is full, it shows as a
//! gap. To echo for hours one would resample by that ratio. This example tells at its end how often
//! either happened.
//!
//! ```text
//! cargo run --package asyncify-examples --features audio --example duplex_echo -- 10
//! ```

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use asyncify_cpal::{
    Capture, CaptureExt, Playback, PlaybackOptions, Severity, StreamControl, severity,
};
use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{BufferSize, StreamConfig};
use futures::StreamExt;

/// In sampling moments: about 20 ms.
const BLOCK: usize = 1024;

/// How many blocks are written ahead. More of them bear with slower tasks and drift, and are delay.
const AHEAD: usize = 10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match echo().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("duplex_echo: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn echo() -> Result<(), Box<dyn Error>> {
    let seconds: f64 = match std::env::args().nth(1) {
        None => 5.0,
        Some(argument) => argument
            .parse()
            .map_err(|_| format!("expected the length in seconds, not `{argument}`"))?,
    };
    let mut blocks = Blocks::open().await?;
    let rate = f64::from(blocks.config.sample_rate);
    for _ in 0..(seconds * rate / BLOCK as f64).ceil() as usize {
        let Some((input, output)) = blocks.next().await? else {
            break;
        };
        output.copy_from_slice(input);
    }
    blocks.finish().await
}

/// Blocks of input, each with a block of output to be filled.
struct Blocks {
    microphone: Capture<f32, cpal::Stream>,
    speaker: Playback<f32, cpal::Stream>,
    /// That of both.
    config: StreamConfig,
    /// What was captured and is not yet a block.
    heard: Vec<f32>,
    input: Vec<f32>,
    output: Vec<f32>,
    lost: u64,
}

impl Blocks {
    async fn open() -> Result<Self, Box<dyn Error>> {
        let host = cpal::default_host();
        let microphone = host
            .default_input_device()
            .ok_or("there is no sound input")?;
        let speaker = host
            .default_output_device()
            .ok_or("there is no sound output")?;
        // As the microphone is, except that both are to take their turns often.
        let config = StreamConfig {
            buffer_size: BufferSize::Fixed(BLOCK as u32),
            ..microphone.default_input_config()?.config()
        };
        let microphone = microphone.input_stream(config, None)?;
        let mut speaker = PlaybackOptions::new()
            .ring(Duration::from_secs(1))
            .open(&speaker, config)
            .map_err(|error| format!("the loudspeaker can't play like the microphone: {error}"))?;

        let block = BLOCK * usize::from(config.channels);
        speaker.write(&vec![0.0; AHEAD * block]).await?;
        microphone.play()?;
        speaker.play()?;
        Ok(Self {
            microphone,
            speaker,
            config,
            heard: Vec::new(),
            input: vec![0.0; block],
            output: Vec::new(),
            lost: 0,
        })
    }

    /// The next block of input, and the block of output that belongs to it. That is played as it is
    /// when the next one is asked for.
    async fn next(&mut self) -> Result<Option<(&[f32], &mut [f32])>, Box<dyn Error>> {
        self.speaker.write(&self.output).await?;
        while self.heard.len() < self.input.len() {
            let Some(frame) = self.microphone.next().await else {
                return Ok(None);
            };
            match frame {
                Ok(frame) => {
                    self.lost += frame.gap();
                    self.heard.extend_from_slice(&frame);
                }
                Err(warning) if severity(&warning) == Severity::Warning => {
                    eprintln!("duplex_echo: {warning}");
                }
                Err(error) => return Err(error.into()),
            }
        }
        let rest = self.heard.split_off(self.input.len());
        self.input = std::mem::replace(&mut self.heard, rest);
        self.output.resize(self.input.len(), 0.0);
        Ok(Some((&self.input, &mut self.output)))
    }

    async fn finish(mut self) -> Result<(), Box<dyn Error>> {
        self.speaker.write(&self.output).await?;
        // Before the last blocks run out, which is no underrun that matters.
        let underruns = self.speaker.underruns();
        self.speaker.drain().await?;
        println!(
            "{} samples echoed, {} lost on the way in, {underruns} underruns on the way out",
            self.speaker.taken(),
            self.lost,
        );
        self.microphone.close().await;
        self.speaker.close().await;
        Ok(())
    }
}
