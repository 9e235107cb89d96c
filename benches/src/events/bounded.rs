//! Channels with a limit. Where a sender can wait for room, it does; where it can't, it tries again
//! without a pause.

use std::hint::spin_loop;
use std::thread;

use async_ringbuf::AsyncHeapRb;
use async_ringbuf::traits::{AsyncConsumer, Producer, Split};
use asyncify::{Emitter, EventStream, Overflow, StreamOptions};
use futures::StreamExt;

use super::{LIMIT, channel};
use crate::measure::Candidate;

pub(super) use super::rings::{RtrbDiatomic, RtrbSpmc};

/// Tries until there is room. Now and then another thread gets the processor, in case it is the
/// reader that needs it.
pub(super) fn insist(mut send: impl FnMut() -> bool) {
    for attempt in 1_u32.. {
        if send() {
            return;
        }
        match attempt % 1_024 {
            0 => thread::yield_now(),
            _ => spin_loop(),
        }
    }
}

/// Opens a stream of ours.
pub(super) fn ours(options: StreamOptions) -> (Emitter<u64>, EventStream<u64>) {
    let mut emitter = None;
    let stream = asyncify::stream(options, |events| emitter = Some(events));
    (emitter.expect("the API has been started"), stream)
}

channel! {
    /// `asyncify::stream`, called by hand.
    Ours = Candidate::ours("asyncify");
    Emitter<u64>, EventStream<u64> =
        ours(StreamOptions::new().buffer(LIMIT).overflow(Overflow::Block));
    send: |emitter, value| assert!(emitter.emit(value));
    receive: |stream| stream.next().await;
}

channel! {
    Tokio = Candidate::tokio("tokio mpsc");
    tokio::sync::mpsc::Sender<u64>, tokio::sync::mpsc::Receiver<u64> =
        tokio::sync::mpsc::channel(LIMIT);
    send: |sender, value| sender.blocking_send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await;
}

channel! {
    /// Many values at a time, which its documentation recommends for throughput.
    TokioBatches = Candidate::peer("tokio mpsc, recv_many");
    tokio::sync::mpsc::Sender<u64>, Batches = {
        let (sender, receiver) = tokio::sync::mpsc::channel(LIMIT);
        (sender, Batches { receiver, batch: Vec::new(), taken: 0 })
    };
    send: |sender, value| sender.blocking_send(value).expect("the receiver lives");
    receive: |batches| batches.next().await;
}

/// What a receiver has taken out at once.
pub(super) struct Batches {
    receiver: tokio::sync::mpsc::Receiver<u64>,
    batch: Vec<u64>,
    taken: usize,
}

impl Batches {
    async fn next(&mut self) -> Option<u64> {
        if self.taken == self.batch.len() {
            self.batch.clear();
            self.taken = 0;
            self.receiver.recv_many(&mut self.batch, LIMIT).await;
        }
        self.taken += 1;
        self.batch.get(self.taken - 1).copied()
    }
}

channel! {
    Futures = Candidate::peer("futures mpsc");
    futures::channel::mpsc::Sender<u64>, futures::channel::mpsc::Receiver<u64> =
        futures::channel::mpsc::channel(LIMIT);
    send: |sender, value| insist(|| sender.try_send(value).is_ok());
    receive: |receiver| receiver.next().await;
}

channel! {
    AsyncChannel = Candidate::peer("async-channel");
    async_channel::Sender<u64>, async_channel::Receiver<u64> = async_channel::bounded(LIMIT);
    send: |sender, value| sender.send_blocking(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    Flume = Candidate::peer("flume");
    flume::Sender<u64>, flume::Receiver<u64> = flume::bounded(LIMIT);
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv_async().await.ok();
}

channel! {
    Kanal = Candidate::peer("kanal");
    kanal::Sender<u64>, kanal::AsyncReceiver<u64> = {
        let (sender, receiver) = kanal::bounded(LIMIT);
        (sender, receiver.to_async())
    };
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    Crossfire = Candidate::peer("crossfire mpsc");
    crossfire::MTx<crossfire::mpsc::Array<u64>>, crossfire::AsyncRx<crossfire::mpsc::Array<u64>> =
        crossfire::mpsc::bounded_blocking_async(LIMIT);
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    CrossfireSpsc = Candidate::peer("crossfire spsc");
    crossfire::Tx<crossfire::spsc::Array<u64>>, crossfire::AsyncRx<crossfire::spsc::Array<u64>> =
        crossfire::spsc::bounded_blocking_async(LIMIT);
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    Tachyonix = Candidate::peer("tachyonix");
    tachyonix::Sender<u64>, tachyonix::Receiver<u64> = tachyonix::channel(LIMIT);
    send: |sender, value| insist(|| sender.try_send(value).is_ok());
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    Thingbuf = Candidate::peer("thingbuf");
    thingbuf::mpsc::Sender<u64>, thingbuf::mpsc::Receiver<u64> = thingbuf::mpsc::channel(LIMIT);
    send: |sender, value| insist(|| sender.try_send(value).is_ok());
    receive: |receiver| receiver.recv().await;
}

channel! {
    AsyncRingbuf = Candidate::peer("async-ringbuf");
    async_ringbuf::AsyncHeapProd<u64>, async_ringbuf::AsyncHeapCons<u64> =
        AsyncHeapRb::new(LIMIT).split();
    send: |producer, value| insist(|| producer.try_push(value).is_ok());
    receive: |consumer| consumer.pop().await;
}
