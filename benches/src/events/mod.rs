//! Called back many times: from a thread to a task under tokio's current-thread runtime.

mod api;
mod bounded;
mod lossy;
mod many;
mod rings;
mod unbounded;

use std::future::Future;

use crate::measure::{Candidate, Column, Path};

/// A channel from the thread that calls back to the task.
trait Channel: 'static {
    const CANDIDATE: Candidate;
    type Sender: Send + 'static;
    type Receiver;

    fn open() -> (Self::Sender, Self::Receiver);

    /// Waits for room, if the channel has a limit and loses nothing.
    fn send(sender: &mut Self::Sender, value: u64);

    fn receive(receiver: &mut Self::Receiver) -> impl Future<Output = Option<u64>>;
}

/// Implements [`Channel`].
macro_rules! channel {
    (
        $(#[$about:meta])*
        $name:ident = $candidate:expr;
        $sender:ty, $receiver:ty = $open:expr;
        send: |$tx:ident, $value:ident| $send:expr;
        receive: |$rx:ident| $receive:expr;
    ) => {
        $(#[$about])*
        pub(super) struct $name;

        impl $crate::events::Channel for $name {
            const CANDIDATE: $crate::measure::Candidate = $candidate;
            type Sender = $sender;
            type Receiver = $receiver;

            fn open() -> ($sender, $receiver) {
                $open
            }

            fn send($tx: &mut $sender, $value: u64) {
                $send
            }

            async fn receive($rx: &mut $receiver) -> Option<u64> {
                $receive
            }
        }
    };
}
use channel;

/// How many values may wait in a bounded channel.
const LIMIT: usize = 1_024;

const RATE: &[Column] = &[
    Column::new("", "M items/s"),
    Column::new("allocations", "per item"),
];

macro_rules! path {
    ($name:literal, $module:ident::[$($candidate:ident),*]) => {
        Path::new($name, RATE)
            $(.with($module::$candidate::CANDIDATE, api::by_hand::<$module::$candidate>))*
    };
}

/// A path of many streams, to see that a value takes no longer than in a few.
macro_rules! many {
    ($name:literal, $streams:literal) => {
        Path::new($name, MANY)
            .with(
                unbounded::Ours::CANDIDATE,
                many::many::<unbounded::Ours, $streams>,
            )
            .with(
                unbounded::Tokio::CANDIDATE,
                many::many::<unbounded::Tokio, $streams>,
            )
    };
}

const MANY: &[Column] = &[Column::new("", "ns"), Column::new("kept", "B")];

pub(crate) fn paths() -> Vec<Path> {
    let generated = Candidate::ours("asyncify, generated");
    vec![
        path!(
            "events bounded",
            bounded::[
                Ours, Tokio, TokioBatches, Futures, AsyncChannel, Flume, Kanal, Crossfire,
                CrossfireSpsc, Tachyonix, Thingbuf, AsyncRingbuf, RtrbDiatomic, RtrbSpmc
            ]
        )
        .with(generated, api::bounded),
        path!(
            "events unbounded",
            unbounded::[
                Ours, Tokio, Futures, AsyncChannel, Flume, Kanal, Crossfire,
                CrossfireSpsc
            ]
        )
        .with(generated, api::unbounded),
        path!("events drop_oldest", lossy::[DropOldest, DropOldestShown, TokioBroadcast, AsyncBroadcast])
            .with(generated, api::drop_oldest),
        path!("events latest", lossy::[Latest, LatestShown, TokioWatch]).with(generated, api::latest),
        many!("scale 100 streams", 100),
        many!("scale 1,000 streams", 1_000),
        many!("scale 10,000 streams", 10_000),
    ]
}
