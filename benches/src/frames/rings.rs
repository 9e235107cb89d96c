//! Rings of samples, and of blocks that are used again.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use async_ringbuf::AsyncHeapRb;
use async_ringbuf::traits::{AsyncConsumer, Consumer as Drain, Observer, Producer as _, Split};
use asyncify::{FrameOptions, FrameStream, FrameWriter, Wake};
use diatomic_waker::{WakeSink, WakeSource};
use futures::StreamExt;
use rtrb::{Consumer, Producer, RingBuffer};
use spmc_waker::SpmcWaker;
use thingbuf::recycling::WithCapacity;

use super::{BLOCK, BLOCKS, lane};
use crate::measure::Candidate;
use crate::wake::Woken;

const SAMPLES: usize = BLOCK * BLOCKS;

lane! {
    /// `asyncify::frames`, called by hand.
    Ours = Candidate::ours("asyncify");
    FrameWriter<f32>, FrameStream<f32> = ours(FrameOptions::new());
    write: |writer, block| writer.write(block, ());
    read: |stream, work| stream.next().await.map(|frame| work(&frame));
}

lane! {
    /// The callback wakes the task itself, for each block that finds it parked.
    OursDirect = Candidate::ours("asyncify, wake = direct");
    FrameWriter<f32>, FrameStream<f32> = ours(FrameOptions::new().wake(Wake::Direct));
    write: |writer, block| writer.write(block, ());
    read: |stream, work| stream.next().await.map(|frame| work(&frame));
}

lane! {
    /// And that for each fourth block only.
    OursEvery = Candidate::ours("asyncify, wake = every(4)");
    FrameWriter<f32>, FrameStream<f32> = ours(FrameOptions::new().wake(Wake::Every(4)));
    write: |writer, block| writer.write(block, ());
    read: |stream, work| stream.next().await.map(|frame| work(&frame));
}

fn ours(options: FrameOptions) -> (FrameWriter<f32>, FrameStream<f32>) {
    let mut writer = None;
    let stream = asyncify::frames(options.buffer(SAMPLES), |frames| writer = Some(frames));
    (writer.expect("the API has been started"), stream)
}

type Recycled = WithCapacity;

lane! {
    /// Vectors that stay in the channel.
    Thingbuf = Candidate::peer("thingbuf, recycling");
    thingbuf::mpsc::Sender<Vec<f32>, Recycled>, thingbuf::mpsc::Receiver<Vec<f32>, Recycled> =
        thingbuf::mpsc::with_recycle(BLOCKS, WithCapacity::new().with_min_capacity(BLOCK));
    write: |sender, block| if let Ok(mut slot) = sender.try_send_ref() {
        slot.extend_from_slice(block);
    };
    read: |receiver, work| receiver.recv_ref().await.map(|slot| work(&slot));
}

lane! {
    AsyncRingbuf = Candidate::peer("async-ringbuf");
    async_ringbuf::AsyncHeapProd<f32>, async_ringbuf::AsyncHeapCons<f32> =
        AsyncHeapRb::new(SAMPLES).split();
    write: |producer, block| if producer.vacant_len() >= block.len() {
        producer.push_slice(block);
    };
    read: |consumer, work| {
        consumer.wait_occupied(BLOCK).await.ok()?;
        // Blocks never lie across the end: the ring's size is a multiple of theirs.
        work(&consumer.as_slices().0[..BLOCK]);
        Drain::skip(consumer, BLOCK);
        Some(())
    };
}

/// Works on the next block, if there is one; `Some(None)` if there will be none any more.
fn look(ring: &mut Consumer<f32>, work: impl FnOnce(&[f32])) -> Option<Option<()>> {
    // Asked before the ring is: what was written before the end is not to be missed.
    let ended = ring.is_abandoned();
    let Ok(chunk) = ring.read_chunk(BLOCK) else {
        return ended.then_some(None);
    };
    work(chunk.as_slices().0);
    chunk.commit_all();
    Some(Some(()))
}

/// A block that finds no room is lost.
fn push(ring: &mut Producer<f32>, block: &[f32]) {
    let _ = ring.push_entire_slice(block);
}

lane! {
    RtrbDiatomic = Candidate::peer("rtrb + diatomic-waker");
    Woken<Producer<f32>, WakeSource>, (Consumer<f32>, WakeSink) = {
        let (producer, consumer) = RingBuffer::new(SAMPLES);
        let sink = WakeSink::new();
        (Woken::new(producer, sink.source()), (consumer, sink))
    };
    write: |writer, block| writer.write(|ring| push(ring, block));
    read: |reader, work| {
        let (ring, sink) = reader;
        sink.wait_until(|| look(ring, &mut *work)).await
    };
}

lane! {
    RtrbSpmc = Candidate::peer("rtrb + spmc-waker");
    Woken<Producer<f32>, Arc<SpmcWaker>>, (Consumer<f32>, Arc<SpmcWaker>) = {
        let (producer, consumer) = RingBuffer::new(SAMPLES);
        let waker = Arc::new(SpmcWaker::new());
        (Woken::new(producer, Arc::clone(&waker)), (consumer, waker))
    };
    write: |writer, block| writer.write(|ring| push(ring, block));
    read: |reader, work| {
        let (ring, waker) = reader;
        poll_fn(|cx| {
            if let Some(block) = look(ring, &mut *work) {
                return Poll::Ready(block);
            }
            waker.register(cx.waker());
            look(ring, &mut *work).map_or(Poll::Pending, Poll::Ready)
        }).await
    };
}

lane! {
    /// Nobody is woken: the task asks again and again.
    RtrbPolled = Candidate::floor("rtrb, polled without a pause");
    Producer<f32>, Consumer<f32> = RingBuffer::new(SAMPLES);
    write: |ring, block| push(ring, block);
    read: |ring, work| loop {
        match look(ring, &mut *work) {
            Some(block) => break block,
            None => tokio::task::yield_now().await,
        }
    };
}

/// Where blocks are copied to that nobody reads, and what tells of the end.
pub(super) struct Unread {
    blocks: Vec<f32>,
    next: usize,
    _end: tokio::sync::oneshot::Sender<()>,
}

type End = tokio::sync::oneshot::Receiver<()>;

fn unread(blocks: usize) -> (Unread, End) {
    let (end, ended) = tokio::sync::oneshot::channel();
    let unread = Unread {
        blocks: vec![0.0; blocks * BLOCK],
        next: 0,
        _end: end,
    };
    (unread, ended)
}

fn copy(to: &mut Unread, block: &[f32]) {
    let end = to.next + block.len();
    to.blocks[to.next..end].copy_from_slice(block);
    std::hint::black_box(&to.blocks);
    to.next = end % to.blocks.len();
}

lane! {
    CopyToRing = Candidate::floor("memcpy to a ring");
    Unread, End = unread(BLOCKS);
    write: |unread, block| copy(unread, block);
    read: |end, _work| end.await.ok();
}

lane! {
    Copy = Candidate::floor("memcpy to one block");
    Unread, End = unread(1);
    write: |unread, block| copy(unread, block);
    read: |end, _work| end.await.ok();
}
