//! A call that completes once.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};

use asyncify_runtime::{Abandoned, Completer, once};

use super::GONE;
use crate::cell::{self, Close, Planned, Seen, Share};
use crate::watch::{Handle, Value};
use crate::{Act, Table};

pub(crate) enum Lane {}

const VALUE: Option<&str> = Some("1.");
const ABANDONED: Option<&str> = Some(".");
const PANIC: Option<&str> = Some("!");

#[rustfmt::skip]
const TABLE: &Table = &[
    //                      poll       move       another    during     close before during after
    (Act::Fire,            [VALUE,     VALUE,     VALUE,     VALUE,     None, GONE,  GONE,  GONE]),
    (Act::FireTwice,       [VALUE,     VALUE,     VALUE,     VALUE,     None, GONE,  GONE,  GONE]),
    (Act::Drop,            [ABANDONED, ABANDONED, ABANDONED, ABANDONED, None, GONE,  GONE,  GONE]),
    (Act::PanicInMap,      [PANIC,     PANIC,     PANIC,     PANIC,     None, GONE,  GONE,  GONE]),
    (Act::FireAfterClose,  [VALUE,     VALUE,     VALUE,     None,      None, VALUE, VALUE, VALUE]),
    (Act::FireInInitiator, [VALUE,     VALUE,     VALUE,     None,      None, GONE,  VALUE, VALUE]),
    (Act::FireInWake,      [VALUE,     VALUE,     VALUE,     None,      None, GONE,  GONE,  GONE]),
    (Act::FireLast,        [VALUE,     VALUE,     VALUE,     VALUE,     None, GONE,  GONE,  GONE]),
    (Act::PanicInLastMap,  [PANIC,     PANIC,     PANIC,     PANIC,     None, GONE,  GONE,  GONE]),
    (Act::FireLastInInitiator,
                           [VALUE,     VALUE,     VALUE,     None,      None, GONE,  VALUE, VALUE]),
    (Act::FireLastHere,    [VALUE,     VALUE,     VALUE,     None,      None, GONE,  GONE,  GONE]),
    (Act::FireLastTwice,   [VALUE,     VALUE,     VALUE,     VALUE,     None, GONE,  GONE,  GONE]),
];

impl cell::Lane for Lane {
    const NAME: &'static str = "once";
    const TABLE: &'static Table = TABLE;
    const CLOSE: Option<Close<Self>> = None;
    const SHARE: Option<Share<Self>> = Some(Completer::clone);
    type Producer = Completer<Value>;
    type Consumer = Pin<Box<dyn Future<Output = Result<Value, Abandoned>> + Send>>;

    fn open(start: impl FnOnce(Self::Producer) -> Handle + Send + 'static) -> Self::Consumer {
        Box::pin(once(start))
    }

    fn fire(done: &Self::Producer, number: u64) {
        done.complete(Value::new(number));
    }

    fn fire_last(done: Self::Producer, number: u64) {
        done.finish(Value::new(number));
    }

    fn fire_panicking(done: &Self::Producer) {
        done.complete_with(|| resume_unwind(Box::new(Planned)));
    }

    fn fire_last_panicking(done: Self::Producer) {
        done.finish_with(|| resume_unwind(Box::new(Planned)));
    }

    fn is_closed(done: &Self::Producer) -> bool {
        done.is_closed()
    }

    fn poll(call: &mut Self::Consumer, cx: &mut Context<'_>) -> Poll<Seen> {
        call.as_mut().poll(cx).map(|outcome| match outcome {
            Ok(value) => Seen::Outcome(value.number()),
            Err(_abandoned) => Seen::End,
        })
    }
}
