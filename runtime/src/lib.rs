//! The waker bridge under [asyncify](https://docs.rs/asyncify): callbacks on one side, futures and
//! streams on the other. It works under any executor, because all it needs is a
//! [`Waker`](std::task::Waker), and it has no threads of its own save for letting go of handles.
//!
//! # Called back once: a future
//! ```
//! # use asyncify_runtime as asyncify;
//! use asyncify::{Completer, once};
//!
//! # futures::executor::block_on(async {
//! let sum = once(|done: Completer<u32>| {
//!     std::thread::spawn(move || done.complete(1 + 2))
//! });
//! assert_eq!(sum.await, Ok(3));
//! # });
//! ```
//!
//! # Called back many times: a stream
//! ```
//! # use asyncify_runtime as asyncify;
//! use asyncify::{Emitter, StreamOptions, stream};
//! use futures::StreamExt;
//!
//! # futures::executor::block_on(async {
//! let mut ticks = stream(StreamOptions::new(), |events: Emitter<u32>| {
//!     std::thread::spawn(move || (0..3).all(|tick| events.emit(tick)))
//! });
//! assert_eq!(ticks.next().await, Some(0));
//! # });
//! ```
//!
//! # Called back with samples: frames
//! ```
//! # use asyncify_runtime as asyncify;
//! use asyncify::{FrameOptions, FrameWriter, frames};
//! use futures::StreamExt;
//!
//! # futures::executor::block_on(async {
//! let mut sound = frames(FrameOptions::new().buffer(96_000), |mut frames: FrameWriter<f32>| {
//!     std::thread::spawn(move || frames.write(&[0.0, 0.5, 1.0], ()))
//! });
//! assert_eq!(*sound.next().await.unwrap(), [0.0, 0.5, 1.0]);
//! # });
//! ```
//!
//! # What holds for all three
//! * The closure's value, the API's handle, lives as long as the future or stream, and is let go
//!   of once. Where that would be on the callback's own thread, which many APIs do not survive, a
//!   thread is made for it; the `_local` variants do without, for handles that are not `Send`.
//! * Nothing that runs inside a callback unwinds into its caller. A panic of a closure given to a
//!   `_with` method is resumed in the consumer.
//! * A callback that comes too late is harmless, and its value is dropped.
//! * An API that drops its callback ends the future or stream: nothing waits for ever.

mod errors;
#[cfg(not(loom))]
mod frames;
mod once;
mod panics;
mod park;
mod release;
mod stream;
mod subscription;
mod sync;
mod threads;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use errors::ErrorNote;
#[cfg(not(loom))]
pub use frames::{
    ErrorSender, Frame, FrameItem, FrameOptions, FrameStream, FrameWriter, frames, frames_local,
    frames_with_errors, frames_with_errors_local, try_frames, try_frames_local,
    try_frames_with_errors, try_frames_with_errors_local,
};
pub use once::{
    Abandoned, CallError, Completer, Fallible, Once, Plain, TryOnce, once, once_local, try_once,
    try_once_local,
};
pub use release::{Anywhere, Here};
pub use stream::{
    Emitter, EventError, EventStream, Lagged, Overflow, StreamOptions, lossy_stream,
    lossy_stream_local, stream, stream_local, try_lossy_stream, try_lossy_stream_local, try_stream,
    try_stream_local,
};
pub use subscription::Close;
