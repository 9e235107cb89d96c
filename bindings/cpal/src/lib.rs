//! Audio capture with [cpal] as a `Stream` of frames.
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
//! * [`microphone`] opens the default device as it is, in `f32`.
//! * [`CaptureExt`] gives every cpal device, of whatever backend, `input_stream`.
//! * [`CaptureOptions`] has the adjustable forms, for any sample format.
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
//! # Threads, cancellation
//!
//! The callback copies samples into a ring: no lock, no allocation. Dropping the stream stops the
//! device; dropped from within cpal's own callback it is stopped on another thread, since several
//! backends cannot be stopped there. `close().await` resolves once no callback will come any more.

pub use cpal;

mod capture;
mod convert;
mod declare;
mod microphone;
mod options;
mod severity;

pub use asyncify::{Frame, FrameStream};
pub use capture::{Capture, CaptureControl, CaptureInfo};
pub use declare::CaptureExt;
pub use microphone::microphone;
pub use options::CaptureOptions;
use severity::is_fatal;
pub use severity::{Severity, severity};
