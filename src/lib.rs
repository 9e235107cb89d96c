//! Await a callback API.
//!
//! `#[asyncify]` on a function that takes a callback writes its async twin: called back once, it
//! becomes an `async fn`; called back many times, a function that returns a `Stream`.
//!
//! ```
//! use asyncify::asyncify;
//!
//! /// Adds two numbers on another thread.
//! #[asyncify]
//! fn add(a: i32, b: i32, callback: impl FnOnce(i32) + Send + 'static) {
//!     std::thread::spawn(move || callback(a + b));
//! }
//!
//! /// Calls back for every number below `n`.
//! #[asyncify]
//! fn count(n: u32, mut callback: impl FnMut(u32) + Send + 'static) {
//!     std::thread::spawn(move || (0..n).for_each(|i| callback(i)));
//! }
//!
//! # futures::executor::block_on(async {
//! use futures::StreamExt;
//!
//! assert_eq!(add(1, 2).await?, 3);
//! assert_eq!(count(3).collect::<Vec<_>>().await, [0, 1, 2]);
//! # Ok::<(), asyncify::Abandoned>(()) }).unwrap();
//! ```
//!
//! The twin works under any executor: all it needs is a waker. It does not hang when the API drops
//! its callback, keeps panics of the user's code from the API, and lets go of the API's handle
//! outside of callbacks wherever the handle's type allows. It works in a browser, too, where nothing
//! can wait or have a thread: the documentation of [`asyncify_runtime`] ends with what follows from that.
//!
//! * [`asyncify`][macro@asyncify]: the attribute, its options and marks.
//! * [`once`], [`stream`], [`lossy_stream`], [`frames`], [`feed`], [`duplex`]: the same by hand, for
//!   APIs too odd for a macro.
//! * [`ffi`]: by hand, what leads from the user data of a C callback back to the task.
//! * [`Portal`]: calls into an event loop, from any thread.
//! * [`scope()`], [`try_scope`], [`context()`]: a resource with async set-up and tear-down, which runs
//!   whatever becomes of what uses it.
//! * [`stream_blocking`], [`once_blocking`]: what a function calls back with while it blocks.
//! * [`blocking()`], [`blocking_stream`], [`BlockingStream`], [`is_cancelled`]: blocking code on a pool
//!   of threads.
//! * [`with_progress`]: what a call tells of itself before its result.
//! * [`Wake`], [`Overflow`]: who wakes the task of a stream, and what happens if it is not read.
//! * [`EventStream`], [`FrameStream`], [`Feed`], [`Duplex`], [`WithProgress`], [`Abandoned`],
//!   [`CallError`], [`EventError`], [`Lagged`]: what comes out.

#[doc(inline)]
pub use asyncify_macros::asyncify;
#[doc(inline)]
pub use asyncify_runtime::*;
// Named once more: where one of these is missed, the compiler says which feature it takes. It does not
// look for that behind a glob.
#[cfg(any(feature = "tokio", feature = "blocking"))]
#[doc(inline)]
pub use asyncify_runtime::{
    Acquire, Blocking, BlockingStream, Cleanup, Context, Ending, HandOut, Opening, Portal,
    PortalError, PortalLoop, PortalTask, Scope, blocking, blocking_stream, context, is_cancelled,
    scope, try_scope,
};

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The examples of the page for those who know asyncio.
#[cfg(doctest)]
#[doc = include_str!("../docs/coming-from-asyncio.md")]
struct ComingFromAsyncio;
