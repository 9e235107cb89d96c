//! Channels without a limit.

use asyncify::{Emitter, EventStream, StreamOptions};
use futures::StreamExt;

use super::bounded::ours;
use super::channel;
use crate::measure::Candidate;

channel! {
    /// `asyncify::stream`, called by hand.
    Ours = Candidate::ours("asyncify");
    Emitter<u64>, EventStream<u64> = ours(StreamOptions::new());
    send: |emitter, value| assert!(emitter.emit(value));
    receive: |stream| stream.next().await;
}

channel! {
    Tokio = Candidate::tokio("tokio mpsc");
    tokio::sync::mpsc::UnboundedSender<u64>, tokio::sync::mpsc::UnboundedReceiver<u64> =
        tokio::sync::mpsc::unbounded_channel();
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await;
}

channel! {
    Futures = Candidate::peer("futures mpsc");
    futures::channel::mpsc::UnboundedSender<u64>, futures::channel::mpsc::UnboundedReceiver<u64> =
        futures::channel::mpsc::unbounded();
    send: |sender, value| sender.unbounded_send(value).expect("the receiver lives");
    receive: |receiver| receiver.next().await;
}

channel! {
    AsyncChannel = Candidate::peer("async-channel");
    async_channel::Sender<u64>, async_channel::Receiver<u64> = async_channel::unbounded();
    send: |sender, value| sender.try_send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    Flume = Candidate::peer("flume");
    flume::Sender<u64>, flume::Receiver<u64> = flume::unbounded();
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv_async().await.ok();
}

channel! {
    Kanal = Candidate::peer("kanal");
    kanal::Sender<u64>, kanal::AsyncReceiver<u64> = {
        let (sender, receiver) = kanal::unbounded();
        (sender, receiver.to_async())
    };
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    Crossfire = Candidate::peer("crossfire mpsc");
    crossfire::MTx<crossfire::mpsc::List<u64>>, crossfire::AsyncRx<crossfire::mpsc::List<u64>> =
        crossfire::mpsc::unbounded_async();
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}

channel! {
    CrossfireSpsc = Candidate::peer("crossfire spsc");
    crossfire::Tx<crossfire::spsc::List<u64>>, crossfire::AsyncRx<crossfire::spsc::List<u64>> =
        crossfire::spsc::unbounded_async();
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| receiver.recv().await.ok();
}
