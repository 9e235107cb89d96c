//! The candidates: what completes a future from a callback.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;

use asyncify::{Abandoned, Completer};
use events_once::EventPool;

use super::Single;
use crate::measure::Candidate;

/// `asyncify::once`, called by hand.
pub(super) struct Ours;

impl Single for Ours {
    const CANDIDATE: Candidate = Candidate::ours("asyncify");
    type Sender = Completer<u64>;
    type Error = Abandoned;

    fn open(give: impl FnOnce(Self::Sender)) -> impl Future<Output = Result<u64, Abandoned>> {
        asyncify::once(give)
    }

    #[inline(always)]
    fn send(sender: Self::Sender, value: u64) {
        sender.finish(value);
    }
}

/// A channel that is made, and whose receiver is the future.
macro_rules! channel {
    ($name:ident, $candidate:expr, $sender:ty, $error:ty, $make:expr, $send:expr) => {
        pub(super) struct $name;

        impl Single for $name {
            const CANDIDATE: Candidate = $candidate;
            type Sender = $sender;
            type Error = $error;

            fn open(
                give: impl FnOnce(Self::Sender),
            ) -> impl Future<Output = Result<u64, Self::Error>> {
                let (sender, receiver) = $make;
                give(sender);
                receiver
            }

            #[inline(always)]
            fn send(sender: Self::Sender, value: u64) {
                let send: fn($sender, u64) = $send;
                send(sender, value);
            }
        }
    };
}

channel!(
    Tokio,
    Candidate::tokio("tokio oneshot"),
    tokio::sync::oneshot::Sender<u64>,
    tokio::sync::oneshot::error::RecvError,
    tokio::sync::oneshot::channel(),
    |sender, value| sender.send(value).expect("the future waits")
);

channel!(
    Futures,
    Candidate::peer("futures oneshot"),
    futures::channel::oneshot::Sender<u64>,
    futures::channel::oneshot::Canceled,
    futures::channel::oneshot::channel(),
    |sender, value| sender.send(value).expect("the future waits")
);

channel!(
    Oneshot,
    Candidate::peer("oneshot"),
    oneshot::Sender<u64>,
    oneshot::RecvError,
    oneshot::async_channel(),
    |sender, value| sender.send(value).expect("the future waits")
);

channel!(
    Crossfire,
    Candidate::peer("crossfire oneshot"),
    crossfire::oneshot::TxOneshot<u64>,
    crossfire::RecvError,
    crossfire::oneshot::oneshot(),
    |sender, value| sender.send(value)
);

channel!(
    EventsOnce,
    Candidate::peer("events_once"),
    events_once::BoxedSender<u64>,
    events_once::Disconnected,
    events_once::Event::boxed(),
    |sender, value| sender.send(value)
);

thread_local! {
    /// A pool for each thread, so that no two of them meet at its lock.
    static POOL: RefCell<EventPool<u64>> = RefCell::new(EventPool::new());
}

pub(super) struct EventsOncePool;

impl Single for EventsOncePool {
    const CANDIDATE: Candidate = Candidate::peer("events_once, pooled");
    type Sender = events_once::PooledSender<u64>;
    type Error = events_once::Disconnected;

    fn open(give: impl FnOnce(Self::Sender)) -> impl Future<Output = Result<u64, Self::Error>> {
        let (sender, receiver) = POOL.with_borrow(EventPool::rent);
        give(sender);
        receiver
    }

    #[inline(always)]
    fn send(sender: Self::Sender, value: u64) {
        sender.send(value);
    }

    fn forget() {
        POOL.replace(EventPool::new());
    }
}

/// The event lies in the future itself, which the caller promises to keep.
pub(super) struct EventsOnceEmbedded;

impl Single for EventsOnceEmbedded {
    const CANDIDATE: Candidate = Candidate::peer("events_once, embedded (unsafe)");
    type Sender = events_once::RawSender<u64>;
    type Error = events_once::Disconnected;

    #[allow(unsafe_code, reason = "there is no other way to place an event")]
    async fn open(give: impl FnOnce(Self::Sender)) -> Result<u64, Self::Error> {
        let mut place = pin!(events_once::EmbeddedEvent::new());
        // SAFETY: every sender of these measurements is used up before its future is dropped.
        let (sender, receiver) = unsafe { events_once::Event::placed(place.as_mut()) };
        give(sender);
        receiver.await
    }

    #[inline(always)]
    fn send(sender: Self::Sender, value: u64) {
        sender.send(value);
    }
}
