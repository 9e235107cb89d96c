//! A stream of owned values.

use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use asyncify_runtime::{Emitter, EventStream, StreamOptions, stream};
use futures_core::Stream;

use super::ITEMS;
use crate::Table;
use crate::cell::{self, Close, Planned, Seen};
use crate::watch::{Handle, Value};

pub(crate) enum Lane {}

impl cell::Lane for Lane {
    const NAME: &'static str = "stream";
    const TABLE: &'static Table = ITEMS;
    const CLOSE: Option<Close<Self>> = Some(|stream, cx| pin!(stream.close()).poll(cx));
    type Producer = Emitter<Value>;
    type Consumer = EventStream<Value, Handle>;

    fn open(start: impl FnOnce(Self::Producer) -> Handle + Send + 'static) -> Self::Consumer {
        stream(StreamOptions::new(), start)
    }

    fn fire(events: &Self::Producer, number: u64) {
        events.emit(Value::new(number));
    }

    fn fire_panicking(events: &Self::Producer) {
        events.emit_with(|| resume_unwind(Box::new(Planned)));
    }

    fn is_closed(events: &Self::Producer) -> bool {
        events.is_closed()
    }

    fn poll(stream: &mut Self::Consumer, cx: &mut Context<'_>) -> Poll<Seen> {
        let next = Pin::new(stream).poll_next(cx);
        next.map(|item| item.map_or(Seen::End, |value| Seen::Value(value.number())))
    }
}
