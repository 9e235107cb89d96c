//! The lanes, and what their consumers see.

pub(crate) mod feed;
pub(crate) mod frames;
pub(crate) mod once;
pub(crate) mod stream;

use crate::{Act, Table};

/// Nothing to see: the consumer was dropped.
const GONE: Option<&str> = Some("");

const ONE: Option<&str> = Some("1.");
const BOTH: Option<&str> = Some("12.");
const LATE: Option<&str> = Some("2.");
const END: Option<&str> = Some(".");
const PANIC: Option<&str> = Some("!.");
/// Taken before the consumer was dropped.
const TAKEN: Option<&str> = Some("1");

/// What a stream yields, of values or of frames.
#[rustfmt::skip]
const ITEMS: &Table = &[
    //                      poll   move   another during close before during after
    (Act::Fire,            [ONE,   ONE,   ONE,   ONE,   ONE,   GONE,  GONE,  GONE]),
    (Act::FireTwice,       [BOTH,  BOTH,  BOTH,  BOTH,  BOTH,  GONE,  GONE,  GONE]),
    (Act::Drop,            [END,   END,   END,   END,   END,   GONE,  GONE,  GONE]),
    (Act::PanicInMap,      [PANIC, PANIC, PANIC, PANIC, PANIC, GONE,  GONE,  GONE]),
    // What comes while a stream closes is kept.
    (Act::FireAfterClose,  [LATE,  LATE,  LATE,  None,  LATE,  GONE,  GONE,  GONE]),
    (Act::FireInInitiator, [ONE,   ONE,   ONE,   None,  ONE,   GONE,  TAKEN, TAKEN]),
    (Act::FireInWake,      [BOTH,  BOTH,  BOTH,  None,  BOTH,  GONE,  GONE,  GONE]),
    (Act::FireLast,        [ONE,   ONE,   ONE,   ONE,   ONE,   GONE,  GONE,  GONE]),
    (Act::PanicInLastMap,  [PANIC, PANIC, PANIC, PANIC, PANIC, GONE,  GONE,  GONE]),
    (Act::FireLastInInitiator,
                           [ONE,   ONE,   ONE,   None,  ONE,   GONE,  ONE,   ONE]),
    (Act::FireLastHere,    [ONE,   ONE,   ONE,   None,  ONE,   GONE,  GONE,  GONE]),
];
