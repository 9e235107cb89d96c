//! Channels that lose what is too old.

use asyncify::{Emitter, EventStream, Lagged, Overflow, StreamOptions};
use futures::StreamExt;

use super::bounded::ours;
use super::{LIMIT, channel};
use crate::measure::Candidate;

channel! {
    DropOldest = Candidate::ours("asyncify");
    Emitter<u64>, EventStream<u64> =
        ours(StreamOptions::new().buffer(LIMIT).overflow(Overflow::DropOldest));
    send: |emitter, value| assert!(emitter.emit(value));
    receive: |stream| stream.next().await;
}

channel! {
    /// A loss is an item, as it is in what `#[asyncify]` generates.
    DropOldestShown = Candidate::ours("asyncify, losses shown");
    Emitter<Shown>, EventStream<Shown> =
        shown(StreamOptions::new().buffer(LIMIT).overflow(Overflow::DropOldest));
    send: |emitter, value| assert!(emitter.emit(Ok(value)));
    receive: |stream| kept(stream).await;
}

type Shown = Result<u64, Lagged>;

fn shown(options: StreamOptions) -> (Emitter<Shown>, EventStream<Shown>) {
    let mut emitter = None;
    let stream = asyncify::lossy_stream(options, |events| emitter = Some(events));
    (emitter.expect("the API has been started"), stream)
}

/// The next value, whatever was lost before it.
async fn kept(stream: &mut EventStream<Shown>) -> Option<u64> {
    loop {
        if let Ok(value) = stream.next().await? {
            break Some(value);
        }
    }
}

channel! {
    TokioBroadcast = Candidate::tokio("tokio broadcast");
    tokio::sync::broadcast::Sender<u64>, tokio::sync::broadcast::Receiver<u64> =
        tokio::sync::broadcast::channel(LIMIT);
    send: |sender, value| assert_eq!(sender.send(value).ok(), Some(1));
    receive: |receiver| loop {
        match receiver.recv().await {
            Ok(value) => break Some(value),
            Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
            Err(tokio::sync::broadcast::error::RecvError::Closed) => break None,
        }
    };
}

channel! {
    AsyncBroadcast = Candidate::peer("async-broadcast");
    async_broadcast::Sender<u64>, async_broadcast::Receiver<u64> = {
        let (mut sender, receiver) = async_broadcast::broadcast(LIMIT);
        sender.set_overflow(true);
        (sender, receiver)
    };
    send: |sender, value| assert!(sender.try_broadcast(value).is_ok());
    receive: |receiver| receiver.next().await;
}

channel! {
    Latest = Candidate::ours("asyncify");
    Emitter<u64>, EventStream<u64> = ours(StreamOptions::new().overflow(Overflow::Latest));
    send: |emitter, value| assert!(emitter.emit(value));
    receive: |stream| stream.next().await;
}

channel! {
    LatestShown = Candidate::ours("asyncify, losses shown");
    Emitter<Shown>, EventStream<Shown> =
        shown(StreamOptions::new().overflow(Overflow::Latest));
    send: |emitter, value| assert!(emitter.emit(Ok(value)));
    receive: |stream| kept(stream).await;
}

channel! {
    TokioWatch = Candidate::tokio("tokio watch");
    tokio::sync::watch::Sender<u64>, tokio::sync::watch::Receiver<u64> =
        tokio::sync::watch::channel(u64::MAX);
    send: |sender, value| sender.send(value).expect("the receiver lives");
    receive: |receiver| match receiver.changed().await {
        Ok(()) => Some(*receiver.borrow_and_update()),
        Err(_) => None,
    };
}
