//! Called back once.

mod api;
mod channels;
mod local;
mod many;
mod threads;

use std::fmt;
use std::future::Future;

use crate::measure::{Candidate, Column, Path};

/// A future that is completed through a sender.
trait Single: 'static {
    const CANDIDATE: Candidate;
    type Sender: Send + 'static;
    type Error: fmt::Debug;

    /// Makes the future, and gives out its sender: now, or when the future is first polled.
    fn open(give: impl FnOnce(Self::Sender)) -> impl Future<Output = Result<u64, Self::Error>>;

    /// In place, for every candidate: as a call, it would be the compiler's choice who pays for that.
    fn send(sender: Self::Sender, value: u64);

    /// Forgets what it keeps to be used again.
    fn forget() {}
}

/// A path with every candidate.
macro_rules! path {
    ($name:literal, $columns:expr, $module:ident::$sample:ident) => {
        path!($name, $columns, $module::$sample: Ours, Tokio, Futures, Oneshot, Crossfire, EventsOnce,
            EventsOncePool, EventsOnceEmbedded)
    };
    ($name:literal, $columns:expr, $module:ident::$sample:ident: $($candidate:ident),*) => {
        Path::new($name, $columns)
            $(.with(channels::$candidate::CANDIDATE, $module::$sample::<channels::$candidate>))*
    };
}

/// A path of many calls, to see that one takes no longer than of a few.
macro_rules! many {
    ($name:literal, $pending:literal) => {
        Path::new($name, MANY)
            .with(
                channels::Ours::CANDIDATE,
                many::many::<channels::Ours, $pending>,
            )
            .with(
                channels::Tokio::CANDIDATE,
                many::many::<channels::Tokio, $pending>,
            )
    };
}

const MANY: &[Column] = &[Column::new("", "ns"), Column::new("kept", "B")];

const LOCAL: &[Column] = &[
    Column::new("", "ns"),
    Column::new("allocations", "per call"),
];
const HEAP: &[Column] = &[Column::new("", "B/call"), Column::new("future", "B")];
const POLLED: &[Column] = &[Column::new("", "ns")];
const PARKED: &[Column] = &[Column::new("", "ns"), Column::new("callback", "ns")];

pub(crate) fn paths() -> Vec<Path> {
    vec![
        path!("once ready", LOCAL, local::ready),
        path!("once pending", LOCAL, local::pending),
        path!("once heap at 1,000,000 pending", HEAP, local::heap).slow(),
        path!("once polled across threads", POLLED, threads::polled),
        path!("once parked across threads", PARKED, threads::parked),
        path!("once through an API", LOCAL, api::by_hand)
            .with(Candidate::ours("asyncify, generated"), api::generated),
        many!("scale 1,000 calls", 1_000),
        many!("scale 30,000 calls", 30_000),
        many!("scale 1,000,000 calls", 1_000_000),
    ]
}
