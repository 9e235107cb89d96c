//! The contract's row on `Send`: both ways, for everything that carries values.
#![cfg(not(loom))]

use std::marker::PhantomData;
use std::rc::Rc;

use asyncify_runtime::{
    Abandoned, Completer, Emitter, ErrorSender, EventStream, Feed, FeedReader, Frame, FrameStream,
    FrameWriter, LocalCancel, Once, Reply, Reporter, WithProgress,
};

struct Probe<T>(PhantomData<T>);

impl<T: Send> Probe<T> {
    const SEND: bool = true;
}

impl<T: Sync> Probe<T> {
    const SYNC: bool = true;
}

/// Found where the inherent constant's bound does not hold.
trait Fallback {
    const SEND: bool = false;
    const SYNC: bool = false;
}

impl<T> Fallback for Probe<T> {}

macro_rules! assert_send {
    ($($type:ty: $send:expr),* $(,)?) => {
        $(assert_eq!(Probe::<$type>::SEND, $send, "{} is Send", stringify!($type));)*
    };
}

macro_rules! assert_sync {
    ($($type:ty: $sync:expr),* $(,)?) => {
        $(assert_eq!(Probe::<$type>::SYNC, $sync, "{} is Sync", stringify!($type));)*
    };
}

type Local = Rc<()>;
/// `Copy`, and of one thread.
type Lent = *const u8;
type Start<T, H> = fn(Completer<T>) -> H;

#[test]
fn send_exactly_when_the_value_and_the_handle_are() {
    assert_send! {
        Completer<u8>: true,
        Completer<Local>: false,
        Emitter<u8>: true,
        Emitter<Local>: false,
        Reply<u8>: true,
        Reply<Local>: false,
        ErrorSender<u8>: true,
        ErrorSender<Local>: false,
        FeedReader<u8>: true,
        FeedReader<Lent>: false,
        Feed<u8, u8, u8>: true,
        Feed<Lent, u8, u8>: false,
        Feed<u8, Local, u8>: false,
        Feed<u8, u8, Local>: false,
        FrameWriter<u8, u8>: true,
        FrameWriter<u8, Local>: false,
        Once<u8, u8, Start<u8, u8>>: true,
        Once<Local, u8, Start<Local, u8>>: false,
        Once<u8, Local, Start<u8, Local>>: false,
        Reporter<u8>: true,
        Reporter<Local>: false,
        WithProgress<u8, u8>: true,
        WithProgress<Local, u8>: false,
        WithProgress<u8, Local>: false,
        EventStream<u8, u8>: true,
        EventStream<u8, u8, LocalCancel<u8>>: false,
        EventStream<Local, u8>: false,
        EventStream<u8, Local>: false,
        Frame<u8, u8>: true,
        Frame<u8, Local>: false,
        FrameStream<u8, u8, u8>: true,
        FrameStream<u8, Local, u8>: false,
        FrameStream<u8, u8, Local>: false,
        FrameStream<u8, u8, u8, Result<Frame<u8, u8>, u8>>: true,
        FrameStream<u8, u8, u8, Result<Frame<u8, u8>, Local>>: false,
        Abandoned: true,
    }
}

#[test]
fn what_callbacks_share_is_sync_exactly_when_the_value_is_send() {
    assert_sync! {
        Completer<u8>: true,
        Completer<std::cell::Cell<u8>>: true,
        Completer<Local>: false,
        Emitter<u8>: true,
        Emitter<std::cell::Cell<u8>>: true,
        Emitter<Local>: false,
        Reply<u8>: true,
        Reply<Local>: false,
        ErrorSender<u8>: true,
        ErrorSender<Local>: false,
    }
}
