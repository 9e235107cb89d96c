//! Where the sound comes from, and how it is cut.

mod framer;
mod microphone;
mod wav;

use std::time::Instant;

use futures::stream::BoxStream;

use crate::args::Connect;
use crate::failure::Failure;

pub(crate) use framer::{Frame, Framer, per_channel};

/// How many samples come a second, and in what order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Format {
    pub(crate) rate: u32,
    pub(crate) channels: u16,
}

/// What one callback of a microphone brought.
#[derive(Debug)]
pub(crate) struct Block {
    /// Interleaved.
    pub(crate) samples: Vec<i16>,
    /// How many samples were lost right before it.
    pub(crate) gap: u64,
    /// When the callback got it.
    pub(crate) captured: Instant,
}

/// A microphone, or what stands for one. It ends only if it is a file.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) blocks: BoxStream<'static, Block>,
}

/// What the command line asks for.
pub(crate) async fn open(args: &Connect) -> Result<Source, Failure> {
    match &args.wav {
        Some(file) => wav::open(file),
        None => microphone::open(args.device.clone()).await,
    }
}
