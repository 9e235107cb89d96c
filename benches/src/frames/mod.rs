//! Called back with blocks of samples: what the callback takes, from a thread to a task under
//! tokio's current-thread runtime.

mod api;
mod boxed;
#[cfg(target_os = "linux")]
pub(crate) mod calls;
mod rings;
mod wakes;

use std::future::Future;

use crate::measure::{Candidate, Column, Path};

/// How many samples a block has: 3,840 bytes, 10 ms of stereo at 48 kHz.
const BLOCK: usize = 960;

/// How many blocks may wait.
const BLOCKS: usize = 64;

/// A way from the thread that calls back to the task. A block that finds no room is lost.
trait Lane: 'static {
    const CANDIDATE: Candidate;
    type Writer: Send + 'static;
    type Reader;

    fn open() -> (Self::Writer, Self::Reader);

    fn write(writer: &mut Self::Writer, block: &[f32]);

    /// Does the work on the next block, if there is one.
    fn read(
        reader: &mut Self::Reader,
        work: &mut impl FnMut(&[f32]),
    ) -> impl Future<Output = Option<()>>;
}

/// Implements [`Lane`].
macro_rules! lane {
    (
        $(#[$about:meta])*
        $name:ident = $candidate:expr;
        $writer:ty, $reader:ty = $open:expr;
        write: |$tx:ident, $block:ident| $write:expr;
        read: |$rx:ident, $work:ident| $read:expr;
    ) => {
        $(#[$about])*
        pub(super) struct $name;

        impl $crate::frames::Lane for $name {
            const CANDIDATE: $crate::measure::Candidate = $candidate;
            type Writer = $writer;
            type Reader = $reader;

            fn open() -> ($writer, $reader) {
                $open
            }

            fn write($tx: &mut $writer, $block: &[f32]) {
                $write
            }

            async fn read($rx: &mut $reader, $work: &mut impl FnMut(&[f32])) -> Option<()> {
                $read
            }
        }
    };
}
use lane;

const COLUMNS: &[Column] = &[
    Column::new("", "ns"),
    Column::new("p99", "ns"),
    Column::new("allocations", "per callback"),
    Column::new("wakes", "per callback"),
    Column::new("lost", "per callback"),
];

macro_rules! path {
    ($name:literal, $pace:expr, $($module:ident::[$($candidate:ident),*]),*) => {
        Path::new($name, COLUMNS)
            $($(.with($module::$candidate::CANDIDATE, |effort| {
                api::by_hand::<$module::$candidate>($pace, effort)
            }))*)*
            .with(Candidate::ours("asyncify, generated"), |effort| api::generated($pace, effort))
            .with(Candidate::ours("asyncify, generated for C"), |effort| {
                api::generated_for_c($pace, effort)
            })
    };
    ($name:literal, $pace:expr) => {
        path!($name, $pace,
            rings::[Ours, OursDirect, OursEvery],
            boxed::[Tokio, TokioUnbounded, Futures, AsyncChannel, Flume, Kanal],
            rings::[Thingbuf, AsyncRingbuf, RtrbDiatomic, RtrbSpmc, RtrbPolled, CopyToRing, Copy]
        )
    };
}

pub(crate) fn paths() -> Vec<Path> {
    let awake = path!("frames awake", api::AWAKE);
    let asleep = path!("frames asleep", api::ASLEEP);
    #[cfg(target_os = "linux")]
    let [awake, asleep] = {
        const CALLS: Column = Column::new("system calls", "per callback");
        [
            awake.counting(CALLS, |path, name| {
                calls::per_callback(path, name, api::AWAKE)
            }),
            asleep.counting(CALLS, |path, name| {
                calls::per_callback(path, name, api::ASLEEP)
            }),
        ]
    };
    vec![awake, asleep]
}
