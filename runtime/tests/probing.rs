//! What generated code relies on: method probing finds the inherent method when its bounds hold,
//! and the trait of the same name when they do not.
#![cfg(not(loom))]

use std::future::Future;
use std::rc::Rc;
use std::thread;

use asyncify_runtime::__private::{Instead, KeepErrors as _, NoInstead as _, ReleaseHere as _};
use asyncify_runtime::{
    Completer, Emitter, ErrorSender, EventStream, FrameOptions, FrameStream, FrameWriter, Lagged,
    StreamOptions, frames_local, frames_with_errors_local, once_local, stream_local,
    try_frames_local, try_frames_with_errors_local, try_lossy_stream_local, try_once_local,
    try_stream_local,
};
use futures::StreamExt;
use futures::executor::block_on;

/// Tells which thread dropped it.
struct Where(std::sync::mpsc::Sender<thread::ThreadId>);

impl Drop for Where {
    fn drop(&mut self) {
        self.0.send(thread::current().id()).unwrap();
    }
}

trait Device {
    type Stream;
    fn open(&self) -> Result<Self::Stream, String>;
}

struct Microphone<S>(fn() -> Result<S, String>);

impl<S> Device for Microphone<S> {
    type Stream = S;

    fn open(&self) -> Result<S, String> {
        (self.0)()
    }
}

/// Written as a generic binding would be: nothing is known of `D::Stream`.
fn listen<D: Device>(device: &D) -> Result<EventStream<u8, D::Stream>, String> {
    try_stream_local(StreamOptions::new(), |events: Emitter<u8>| {
        events.emit(1);
        device.open()
    })
    .map(|stream| stream.release_anywhere_if_send())
}

fn capture<D: Device>(device: &D) -> Result<FrameStream<f32, u32, D::Stream>, String> {
    try_frames_local(FrameOptions::new(), |frames: FrameWriter<f32, u32>| {
        frames.write(&[0.5], 7);
        device.open()
    })
    .map(|stream| stream.release_anywhere_if_send())
}

async fn ask<D: Device>(device: &D) -> u8 {
    try_once_local(|done: Completer<u8>| {
        done.complete(1);
        device.open()
    })
    .release_anywhere_if_send()
    .await
    .unwrap()
}

fn listen_sendable<D: Device<Stream: Send + 'static>>(
    device: &D,
) -> Result<EventStream<u8, D::Stream>, String> {
    try_stream_local(StreamOptions::new(), |_: Emitter<u8>| device.open())
        .map(|stream| stream.release_anywhere_if_send())
}

#[test]
fn handles_of_every_kind_compile_and_deliver() {
    let local = Microphone(|| Ok(Rc::new(())));
    let sendable = Microphone(|| Ok(vec![1_u8]));
    assert_eq!(block_on(listen(&local).unwrap().next()), Some(1));
    assert_eq!(block_on(listen(&sendable).unwrap().next()), Some(1));
    assert_eq!(
        block_on(capture(&local).unwrap().next()).unwrap().info(),
        &7
    );
    assert_eq!(
        block_on(capture(&sendable).unwrap().next()).unwrap().info(),
        &7
    );
    assert_eq!(block_on(ask(&local)), 1);
    assert_eq!(block_on(ask(&sendable)), 1);

    let stream = stream_local(StreamOptions::new(), |_: Emitter<u8>| Rc::new(()));
    drop(stream.release_anywhere_if_send().coalesce_equal_errors());
    let stream = stream_local(StreamOptions::new(), |_: Emitter<u8>| vec![1_u8]);
    drop(stream.release_anywhere_if_send());
    let stream = frames_local(FrameOptions::new(), |_: FrameWriter<u8>| Rc::new(()));
    drop(stream.release_anywhere_if_send().coalesce_equal_errors());
    let call = once_local(|done: Completer<u8>| {
        done.complete(2);
        Rc::new(())
    });
    assert_eq!(
        block_on(call.cancel(drop).release_anywhere_if_send()),
        Ok(2)
    );
}

/// `close` uses another thread exactly when the handle may go there.
#[test]
fn the_bound_decides_whether_a_handle_may_leave_its_thread() {
    let here = thread::current().id();
    let (tell, told) = std::sync::mpsc::channel();

    let handle = Rc::new(Where(tell.clone()));
    let mut local = try_stream_local(StreamOptions::new(), |_: Emitter<u8>| Ok::<_, ()>(handle))
        .map(|stream| stream.release_anywhere_if_send())
        .unwrap();
    block_on(local.close());
    assert_eq!(told.recv().unwrap(), here);

    let handle = Where(tell.clone());
    let mut sendable = try_stream_local(StreamOptions::new(), |_: Emitter<u8>| Ok::<_, ()>(handle))
        .map(|stream| stream.release_anywhere_if_send())
        .unwrap();
    block_on(sendable.close());
    assert_ne!(told.recv().unwrap(), here);

    let handle = Where(tell.clone());
    let options = FrameOptions::new();
    let mut sendable = try_frames_local(options, |_: FrameWriter<u8>| Ok::<_, ()>(handle))
        .map(|stream| stream.release_anywhere_if_send())
        .unwrap();
    block_on(sendable.close());
    assert_ne!(told.recv().unwrap(), here);

    thread_local!(static TELL: std::cell::RefCell<Option<std::sync::mpsc::Sender<thread::ThreadId>>> =
        const { std::cell::RefCell::new(None) });
    TELL.set(Some(tell));
    let microphone = Microphone(|| Ok(Where(TELL.take().unwrap())));
    let mut known = listen_sendable(&microphone).unwrap();
    block_on(known.close());
    assert_ne!(told.recv().unwrap(), here);
}

#[derive(Debug)]
struct Incomparable;

/// A flood of equal errors is merged exactly when they can be compared.
#[test]
fn the_bound_decides_whether_errors_are_merged() {
    let mut comparable = None;
    let mut stream = stream_local(StreamOptions::new(), |events: Emitter<Result<u8, u8>>| {
        comparable = Some(events);
    })
    .coalesce_equal_errors();
    let events = comparable.unwrap();
    (0..100).for_each(|_| events.fail(9));
    assert_eq!(block_on(stream.next()), Some(Err(9)));
    assert_eq!(stream.last_error().unwrap().repeats, 99);

    let mut incomparable = None;
    let mut stream = try_lossy_stream_local(
        StreamOptions::new(),
        |events: Emitter<Result<u8, asyncify_runtime::EventError<Incomparable>>>| {
            incomparable = Some(events);
            Ok::<(), ()>(())
        },
    )
    .map(|stream| stream.coalesce_equal_errors())
    .unwrap();
    let events = incomparable.unwrap();
    (0..100).for_each(|_| events.fail(asyncify_runtime::EventError::Failed(Incomparable)));
    assert!(block_on(stream.next()).unwrap().is_err());
    assert_eq!(stream.last_error().unwrap().repeats, 0);
    assert_eq!(stream.errors_lost(), 84);

    let mut kept = None;
    let mut stream = try_frames_with_errors_local(
        FrameOptions::new(),
        |_: FrameWriter<u8>, errors: ErrorSender<u8>| {
            kept = Some(errors);
            Ok::<(), ()>(())
        },
    )
    .map(|stream| stream.coalesce_equal_errors())
    .unwrap();
    let errors = kept.unwrap();
    (0..100).for_each(|_| errors.fail(9));
    assert_eq!(block_on(stream.next()).unwrap().unwrap_err(), 9);
    assert_eq!(stream.last_error().unwrap().repeats, 99);

    let stream = frames_with_errors_local(
        FrameOptions::new(),
        |_: FrameWriter<u8>, errors: ErrorSender<Incomparable>| {
            errors.fail(Incomparable);
        },
    );
    let mut stream = stream.coalesce_equal_errors();
    assert!(block_on(stream.next()).unwrap().is_err());
}

/// The future of a call with a sendable handle can be spawned, although it was made `here`.
#[test]
fn a_sendable_handle_leaves_the_future_sendable() {
    fn spawnable<F: Future + Send + 'static>(_: F) {}
    spawnable(once_local(|done: Completer<u8>| done).release_anywhere_if_send());
    spawnable(
        once_local(|done: Completer<u8>| done)
            .cancel(drop)
            .release_anywhere_if_send(),
    );
    let lossy = try_lossy_stream_local(
        StreamOptions::new(),
        |events: Emitter<Result<u8, Lagged>>| Ok::<_, ()>(events),
    );
    spawnable(
        lossy
            .map(|stream| stream.release_anywhere_if_send())
            .unwrap()
            .into_future(),
    );
}

struct NoDefault;

fn default_or_panic<R>() -> R {
    Instead::<R>::new().reply()
}

fn default_of<R: Default>() -> R {
    Instead::<R>::new().reply()
}

/// A reply that panicked is made up for exactly when its type is known to have a default.
#[test]
fn the_bound_decides_what_replaces_a_reply() {
    assert!(!Instead::<bool>::new().reply());
    assert_eq!(Instead::<Vec<u8>>::new().reply(), []);
    assert_eq!(default_of::<u8>(), 0);

    let without: [fn(); 2] = [
        || _ = Instead::<NoDefault>::new().reply(),
        || _ = default_or_panic::<u8>(),
    ];
    for reply in without {
        let panic = std::panic::catch_unwind(reply).unwrap_err();
        assert_eq!(
            panic.downcast_ref(),
            Some(&"a `#[reply]` panicked, and its type has no default to answer with")
        );
    }
}
