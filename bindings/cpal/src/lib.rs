//! Audio with [cpal]: capture as a `Stream` of frames, playback as a `Sink` of samples.
//!
//! cpal hands samples to a callback on a realtime thread. Here they arrive as items of a `Stream`,
//! under any executor:
//!
//! ```no_run
//! use futures::StreamExt;
//!
//! # async fn run() -> Result<(), cpal::Error> {
//! let mut mic = asyncify_cpal::microphone()?;
//! while let Some(frame) = mic.next().await {
//!     let frame = frame?;
//!     let loudest = frame.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
//!     println!("{} samples, at most {loudest:.3} loud", frame.len());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! * [`microphone`] and [`speaker`] open the default devices as they are, in `f32`.
//! * [`CaptureExt`] gives every cpal device, of whatever backend, `input_stream`; [`PlaybackExt`]
//!   `output_stream`.
//! * [`CaptureOptions`] and [`PlaybackOptions`] have the adjustable forms, for any sample format.
//!
//! # What an item is
//!
//! `Ok(frame)` is what one callback brought: it derefs to the interleaved samples, `info()` tells
//! channels, rate and times, `gap()` how many samples were lost right before it, which happens when
//! the reader falls behind by more than the ring holds (two seconds by default).
//!
//! `Err(error)` is what cpal reported, where it happened among the frames. The same error repeated
//! comes once, `last_error()` has the count. [`severity`] says whether the stream goes
//! on: after a warning it does, so a program that wants to ride out a glitch treats these apart:
//!
//! ```no_run
//! use asyncify_cpal::{Severity, severity};
//! use futures::StreamExt;
//!
//! # async fn run(mut mic: asyncify_cpal::Capture<f32, cpal::Stream>) -> Result<(), cpal::Error> {
//! while let Some(item) = mic.next().await {
//!     match item {
//!         Ok(frame) => println!("{} samples", frame.len()),
//!         Err(warning) if severity(&warning) == Severity::Warning => eprintln!("{warning}"),
//!         Err(error) => return Err(error),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Playback
//!
//! `let (mut playback, config) = speaker()?` opens the default device, and tells in which format. A
//! [`Playback`] is written to: `write(&samples).await` waits while the ring is full, `drain().await`
//! until the device has taken everything. Where nothing was written in time the device plays silence,
//! and `underruns()` counts. A fatal error is what `write` returns; warnings wait for `next_error()`.
//! So does an error that its host tells only after it has let go of the callback, when `write` finds
//! that nothing takes the samples any more.
//!
//! # Threads, cancellation
//!
//! The callback copies samples into a ring, or out of one: no lock, no allocation. Dropping the stream
//! stops the device; dropped from within cpal's own callback it is stopped on another thread, since
//! several backends cannot be stopped there. `close().await` resolves once no callback will come any
//! more. A sound server that hangs holds up whoever drops a stream; `close` stops it on another thread,
//! so that a `timeout` may give up waiting.

pub use cpal;

mod capture;
mod control;
mod convert;
mod declare;
mod microphone;
mod options;
mod patience;
mod playback;
mod ring;
mod severity;
mod speaker;

pub use asyncify::{Feed, FeedError, Frame, FrameStream};
pub use capture::{Capture, CaptureInfo};
pub use control::StreamControl;
/// The name of [`StreamControl`] where only captures are at hand.
pub use control::StreamControl as CaptureControl;
pub use declare::{CaptureExt, PlaybackExt};
pub use microphone::microphone;
pub use options::CaptureOptions;
pub use playback::{Playback, PlaybackOptions};
use severity::is_fatal;
pub use severity::{Severity, severity};
pub use speaker::speaker;

/// The examples of the page for those who know python-sounddevice.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/coming-from-sounddevice.md")]
struct ComingFromSounddevice;
