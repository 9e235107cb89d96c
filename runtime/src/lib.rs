//! The waker bridge under [asyncify](https://docs.rs/asyncify): callbacks on one side, futures and
//! streams on the other. It works under any executor, because all it needs is a
//! [`Waker`](std::task::Waker), and it has no threads of its own save for letting go of handles, for
//! APIs that block, one that wakes the tasks of [realtime](Wake::Tick) callbacks, the loops that
//! [`Portal::start`] makes where a program has none, and the pool of [`blocking()`] there.
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
//! let mut sound = frames(FrameOptions::new().buffer(96_000), |frames: FrameWriter<f32>| {
//!     std::thread::spawn(move || frames.write(&[0.0, 0.5, 1.0], ()))
//! });
//! assert_eq!(*sound.next().await.unwrap(), [0.0, 0.5, 1.0]);
//! # });
//! ```
//!
//! # Called back to fill a slice: a feed
//! ```
//! # use asyncify_runtime as asyncify;
//! use asyncify::{FeedOptions, FeedReader, feed};
//!
//! # futures::executor::block_on(async {
//! let mut sound = feed(FeedOptions::new().buffer(4_800), |source: FeedReader<f32>| {
//!     std::thread::spawn(move || {
//!         let mut block = [0.0; 3];
//!         while !source.is_closed() {
//!             source.fill(&mut block); // as an audio API's callback would
//!             std::thread::yield_now();
//!         }
//!     })
//! });
//! sound.write(&[0.0, 0.5, 1.0]).await?;
//! # Ok::<(), asyncify::FeedError>(()) }).unwrap();
//! ```
//!
//! A callback that brings samples and takes some in one call is a [`duplex()`], which is both.
//!
//! # Code that blocks
//! ```
//! # #[cfg(feature = "_pool")] {
//! # use asyncify_runtime as asyncify;
//! use asyncify::{BlockingStream, blocking};
//! use futures::StreamExt;
//!
//! # futures::executor::block_on(async {
//! assert_eq!(blocking(|| 1 + 2).await, 3);
//! assert_eq!(BlockingStream::new(16, 0..3).collect::<Vec<_>>().await, [0, 1, 2]);
//! # });
//! # }
//! ```
//!
//! # What holds for all that is called back
//! * The closure's value, the API's handle, is kept until the future resolves, the stream or feed
//!   is closed, or either is dropped, and is let go of once. That is done where the consumer is, but
//!   never inside a callback, nor on the thread that called back last if it neither starts nor
//!   polls: many APIs do not survive it there. A thread is made for it then; if there is none to be
//!   had, the handle is leaked.
//! * The `_local` variants do without that thread, for handles that are not `Send`: the handle is
//!   always let go of where the future or stream is.
//! * Nothing that runs inside a callback unwinds into its caller. A panic of a closure given to a
//!   `_with` method is resumed in the consumer, if there still is one. There is one exception, in
//!   what `#[asyncify]` generates: a `#[reply]` that panics, and whose type has no default to answer
//!   with, unwinds into the API.
//! * A callback that comes too late is harmless, and its value is dropped.
//! * An API that drops its callback ends the future, stream or feed. While it keeps, or has leaked, a
//!   callback that it never calls, the future or stream stays pending, and so does a `close`:
//!   nothing tells the two from an API that takes its time. Both may be dropped at any time, by a
//!   timeout for one.
//! * A process that was made by `fork` alone, without `exec`, has none of its parent's threads: the pool
//!   of [`blocking()`], the loop of a portal and the [ticker](Wake::Tick) are missing there if the parent
//!   had them, and nobody notices, so what needs them may wait for ever. Fork first.
//! * `wasm32-unknown-unknown` has one thread and no clock, and panics abort there. Handles are let go of
//!   where the future or stream is, also inside a callback. Nothing waits: a callback that
//!   [asks](Emitter::ask) gets no answer, and one that finds a buffer full under [`Overflow::Block`] goes
//!   on. Work that is [`blocking()`] runs in the poll. The loop of a portal is that of
//!   [`Portal::new`] or [`Portal::serve`], and what is left of a scope that is dropped goes to
//!   [`Scope::cleanup_on`]: [`Portal::start`], a release that has to wait without that, [`once_blocking`]
//!   and [`stream_blocking`] panic, for want of a thread.
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(rtsan, feature(sanitize))]

#[cfg(not(target_has_atomic = "64"))]
compile_error!("asyncify needs atomics of 64 bits, and this target has none");

#[cfg(feature = "_pool")]
mod block_on;
#[cfg(feature = "_pool")]
mod blocking;
#[cfg(all(feature = "_pool", not(loom)))]
mod driver;
mod duplex;
mod errors;
mod feed;
pub mod ffi;
mod frames;
mod io;
mod once;
mod panics;
mod park;
#[cfg(feature = "_pool")]
mod portal;
mod progress;
mod quick;
mod realtime;
mod release;
mod reply;
mod runner;
#[cfg(feature = "_pool")]
mod scope;
mod stream;
mod subscription;
mod sync;
mod threads;
mod ticker;
mod wake;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "_pool")]
pub use blocking::{Blocking, BlockingStream, Opening, blocking, blocking_stream, is_cancelled};
pub use duplex::{
    Duplex, DuplexErrors, DuplexPort, Half, duplex, duplex_local, duplex_with_errors,
    duplex_with_errors_local, try_duplex, try_duplex_local, try_duplex_with_errors,
    try_duplex_with_errors_local,
};
pub use errors::ErrorNote;
pub use feed::{
    ByDefault, Feed, FeedError, FeedErrors, FeedOptions, FeedReader, Given, Silence, feed,
    feed_local, feed_with_errors, feed_with_errors_local, try_feed, try_feed_local,
    try_feed_with_errors, try_feed_with_errors_local,
};
pub use frames::{
    Frame, FrameItem, FrameOptions, FrameStream, FrameWriter, frames, frames_local,
    frames_with_errors, frames_with_errors_local, try_frames, try_frames_local,
    try_frames_with_errors, try_frames_with_errors_local,
};
pub use once::{
    Abandoned, CallError, Completer, Fallible, NotOk, Once, Plain, TryOnce, once, once_blocking,
    once_local, try_once, try_once_blocking, try_once_local,
};
#[cfg(feature = "_pool")]
pub use portal::{Portal, PortalError, PortalLoop, PortalTask};
pub use progress::{Reporter, WithProgress, with_lossy_progress, with_progress};
pub use realtime::sender::ErrorSender;
pub use release::{Anywhere, Here};
pub use reply::Reply;
#[cfg(feature = "_pool")]
pub use scope::{Acquire, Cleanup, Context, Ending, HandOut, Scope, context, scope, try_scope};
pub use stream::{
    Emitter, EventError, EventStream, Lagged, ListenerEvent, ListenerItem, Overflow, StreamOptions,
    lossy_stream, lossy_stream_blocking, lossy_stream_local, stream, stream_blocking, stream_local,
    try_lossy_stream, try_lossy_stream_blocking, try_lossy_stream_local, try_stream,
    try_stream_blocking, try_stream_local,
};
pub use subscription::{Close, LocalCancel};
pub use wake::Wake;
