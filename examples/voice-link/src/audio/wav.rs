//! A file in place of a microphone.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, Instant};

use asyncify::BlockingStream;
use futures::{StreamExt, stream};
use hound::{SampleFormat, WavReader};
use tokio::time::interval;

use super::framer::per_channel;
use super::{Block, Format, Source};
use crate::failure::Failure;
use crate::protocol::FRAMES_PER_SECOND;
use crate::say;

/// How many frames are read ahead.
const AHEAD: usize = 50;

/// The file, a frame at a time at the pace of a microphone. Silence fills its last frame.
pub(super) fn open(file: &Path) -> Result<Source, Failure> {
    let wav = WavReader::open(file).map_err(|error| Failure::unreadable(file, error))?;
    let spec = wav.spec();
    if (spec.sample_format, spec.bits_per_sample) != (SampleFormat::Int, 16) {
        let why = format!("{}: its samples do not have 16 bits", file.display());
        return Err(Failure::UnsupportedFormat(why));
    }
    if spec.sample_rate < FRAMES_PER_SECOND || spec.channels == 0 {
        let why = format!("{}: {} Hz is no sound", file.display(), spec.sample_rate);
        return Err(Failure::UnsupportedFormat(why));
    }
    let size = per_channel(spec.sample_rate) as usize * usize::from(spec.channels);
    let pace = interval(Duration::from_secs(1) / FRAMES_PER_SECOND);
    let blocks = BlockingStream::new(AHEAD, Frames { wav, size });
    let blocks = stream::unfold((blocks, pace), |(mut blocks, mut pace)| async {
        let samples = blocks.next().await?;
        pace.tick().await;
        let block = Block {
            samples,
            gap: 0,
            captured: Instant::now(),
        };
        Some((block, (blocks, pace)))
    });
    Ok(Source {
        name: file.display().to_string(),
        format: Format {
            rate: spec.sample_rate,
            channels: spec.channels,
        },
        blocks: blocks.boxed(),
    })
}

/// Reads a file a frame at a time.
struct Frames {
    wav: WavReader<BufReader<File>>,
    size: usize,
}

impl Iterator for Frames {
    type Item = Vec<i16>;

    fn next(&mut self) -> Option<Vec<i16>> {
        let samples = self.wav.samples().take(self.size);
        let mut samples = match samples.collect::<Result<Vec<i16>, _>>() {
            Ok(samples) => samples,
            Err(error) => {
                say::note(format_args!("the file ends early: {error}"));
                return None;
            }
        };
        if samples.is_empty() {
            return None;
        }
        samples.resize(self.size, 0);
        Some(samples)
    }
}
