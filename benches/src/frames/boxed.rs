//! A channel of vectors: what people write first.

use futures::StreamExt;

use super::{BLOCKS, lane};
use crate::measure::Candidate;

lane! {
    Tokio = Candidate::tokio("tokio mpsc of Vec");
    tokio::sync::mpsc::Sender<Vec<f32>>, tokio::sync::mpsc::Receiver<Vec<f32>> =
        tokio::sync::mpsc::channel(BLOCKS);
    write: |sender, block| _ = sender.try_send(block.to_vec());
    read: |receiver, work| receiver.recv().await.map(|block| work(&block));
}

lane! {
    TokioUnbounded = Candidate::peer("tokio unbounded of Vec");
    tokio::sync::mpsc::UnboundedSender<Vec<f32>>, tokio::sync::mpsc::UnboundedReceiver<Vec<f32>> =
        tokio::sync::mpsc::unbounded_channel();
    write: |sender, block| _ = sender.send(block.to_vec());
    read: |receiver, work| receiver.recv().await.map(|block| work(&block));
}

lane! {
    Futures = Candidate::peer("futures mpsc of Vec");
    futures::channel::mpsc::Sender<Vec<f32>>, futures::channel::mpsc::Receiver<Vec<f32>> =
        futures::channel::mpsc::channel(BLOCKS);
    write: |sender, block| _ = sender.try_send(block.to_vec());
    read: |receiver, work| receiver.next().await.map(|block| work(&block));
}

lane! {
    AsyncChannel = Candidate::peer("async-channel of Vec");
    async_channel::Sender<Vec<f32>>, async_channel::Receiver<Vec<f32>> =
        async_channel::bounded(BLOCKS);
    write: |sender, block| _ = sender.try_send(block.to_vec());
    read: |receiver, work| receiver.recv().await.ok().map(|block| work(&block));
}

lane! {
    Flume = Candidate::peer("flume of Vec");
    flume::Sender<Vec<f32>>, flume::Receiver<Vec<f32>> = flume::bounded(BLOCKS);
    write: |sender, block| _ = sender.try_send(block.to_vec());
    read: |receiver, work| receiver.recv_async().await.ok().map(|block| work(&block));
}

lane! {
    Kanal = Candidate::peer("kanal of Vec");
    kanal::Sender<Vec<f32>>, kanal::AsyncReceiver<Vec<f32>> = {
        let (sender, receiver) = kanal::bounded(BLOCKS);
        (sender, receiver.to_async())
    };
    write: |sender, block| _ = sender.try_send(block.to_vec());
    read: |receiver, work| receiver.recv().await.ok().map(|block| work(&block));
}
