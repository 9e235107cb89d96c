//! APIs that call back in a loop of their own: the loop gets a thread.

use crate::panics::catch;
use crate::runner;

use super::{Emitter, EventStream, Lagged, Lost, StreamOptions, lagged};

/// Turns a function that blocks while it calls back into a stream.
///
/// `run` is started now, on a thread of its own, which bears the name of the function that `run`
/// stands in. The stream ends when `run` returns.
///
/// # Cancellation
/// Nothing can stop a thread from outside. When the stream is closed or dropped, what
/// [`EventStream::cancel`] was given is run, if `run` is still running; a callback may also ask
/// [`Emitter::is_closed`], and tell the API to stop. An API that can't be told runs on, with
/// callbacks that do nothing, and so does its thread. [`EventStream::close`] resolves when `run`
/// has returned.
///
/// # Panics
/// If the system has no thread to give. A panic of `run` is resumed in the consumer.
///
/// ```
/// # use asyncify_runtime as asyncify;
/// use asyncify::{Emitter, StreamOptions, stream_blocking};
/// use futures::StreamExt;
///
/// /// Blocks until the callback says no.
/// fn for_each_number(mut callback: impl FnMut(u32) -> bool) {
///     (0..).take_while(|n| callback(*n)).for_each(drop);
/// }
///
/// # futures::executor::block_on(async {
/// let mut numbers = stream_blocking(StreamOptions::new(), |events: Emitter<u32>| {
///     for_each_number(|n| events.emit(n));
/// });
/// assert_eq!(numbers.next().await, Some(0));
/// assert_eq!(numbers.next().await, Some(1));
/// # });
/// ```
pub fn stream_blocking<T: Send + 'static>(
    options: StreamOptions,
    run: impl FnOnce(Emitter<T>) + Send + 'static,
) -> EventStream<T> {
    spawn(options, None, run, returned)
}

/// [`stream_blocking`] for a function that can fail: its error is the last item.
///
/// ```
/// # use asyncify_runtime::{Emitter, StreamOptions, try_stream_blocking};
/// # use futures::StreamExt;
/// # futures::executor::block_on(async {
/// let lines = try_stream_blocking(StreamOptions::new(), |events: Emitter<Result<u8, &str>>| {
///     events.emit(Ok(1));
///     Err("disconnected")
/// });
/// assert_eq!(lines.collect::<Vec<_>>().await, [Ok(1), Err("disconnected")]);
/// # });
/// ```
pub fn try_stream_blocking<T: Send + 'static, E: Send + 'static>(
    options: StreamOptions,
    run: impl FnOnce(Emitter<Result<T, E>>) -> Result<(), E> + Send + 'static,
) -> EventStream<Result<T, E>> {
    spawn(options, None, run, tried)
}

/// [`stream_blocking`] that shows every loss among its items, as
/// [`lossy_stream`](crate::lossy_stream) does.
pub fn lossy_stream_blocking<T: Send + 'static, E: From<Lagged> + Send + 'static>(
    options: StreamOptions,
    run: impl FnOnce(Emitter<Result<T, E>>) + Send + 'static,
) -> EventStream<Result<T, E>> {
    spawn(options, Some(lagged), run, returned)
}

/// [`try_stream_blocking`] that shows every loss among its items, as
/// [`lossy_stream`](crate::lossy_stream) does.
pub fn try_lossy_stream_blocking<T: Send + 'static, E: From<Lagged> + Send + 'static>(
    options: StreamOptions,
    run: impl FnOnce(Emitter<Result<T, E>>) -> Result<(), E> + Send + 'static,
) -> EventStream<Result<T, E>> {
    spawn(options, Some(lagged), run, tried)
}

fn returned<T>(last: &Emitter<T>, (): ()) {
    last.end();
}

fn tried<T, E>(last: &Emitter<Result<T, E>>, result: Result<(), E>) {
    match result {
        Ok(()) => last.end(),
        Err(error) => last.fail_fatal(error),
    }
}

fn spawn<T, R, S>(
    options: StreamOptions,
    show_missing: Option<Lost<T>>,
    run: S,
    tell_end: fn(&Emitter<T>, R),
) -> EventStream<T>
where
    T: Send + 'static,
    R: 'static,
    S: FnOnce(Emitter<T>) -> R + Send + 'static,
{
    let (stream, emitter) = EventStream::open(options, show_missing);
    // The last emitter to go: `close` waits for it, and so for the end of `run`.
    let last = emitter.clone();
    runner::spawn::<S>(move || match catch(|| run(emitter)) {
        Ok(result) => tell_end(&last, result),
        Err(payload) => last.panicked(payload),
    });
    stream.release_anywhere()
}
