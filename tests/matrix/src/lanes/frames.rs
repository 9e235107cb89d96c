//! Blocks of samples.

use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use asyncify_runtime::{FrameOptions, FrameStream, FrameWriter, Wake, frames};
use futures_core::Stream;

use super::ITEMS;
use crate::Table;
use crate::cell::{self, Close, Planned, Seen};
use crate::watch::Handle;

pub(crate) enum Lane {}

impl cell::Lane for Lane {
    const NAME: &'static str = "frames";
    const TABLE: &'static Table = ITEMS;
    const CLOSE: Option<Close<Self>> = Some(|stream, cx| pin!(stream.close()).poll(cx));
    type Producer = FrameWriter<u8, u64>;
    type Consumer = FrameStream<u8, u64, Handle>;

    fn open(start: impl FnOnce(Self::Producer) -> Handle + Send + 'static) -> Self::Consumer {
        // The ticker would wake from a thread of its own.
        frames(FrameOptions::new().wake(Wake::Direct), start)
    }

    fn fire(writer: &Self::Producer, number: u64) {
        writer.write(&[7; 3], number);
    }

    fn fire_panicking(writer: &Self::Producer) {
        writer.write_with(&[7; 3], || resume_unwind(Box::new(Planned)));
    }

    fn is_closed(writer: &Self::Producer) -> bool {
        writer.is_closed()
    }

    fn poll(stream: &mut Self::Consumer, cx: &mut Context<'_>) -> Poll<Seen> {
        let next = Pin::new(stream).poll_next(cx);
        next.map(|item| item.map_or(Seen::End, |frame| Seen::Value(*frame.info())))
    }
}
