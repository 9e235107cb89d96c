//! Many registrations at once, and words that are used long after they were good.

use std::ffi::c_int;

use asyncify::ffi;
use fastrand::Rng;
use futures::FutureExt;
use futures::executor::block_on;

use crate::sys::{hostile_answers, hostile_call_all, hostile_calls, hostile_join, start};
use crate::token::mistaken;
use crate::{ANSWERED, REFUSED};

const CROWD: c_int = 8192;
const THREADS: c_int = 4;

/// Every call is answered, and those that C has seen refused are counted.
pub(crate) fn all_are_answered() {
    let [calls, answered, refused] = [
        hostile_calls(),
        hostile_answers(ANSWERED),
        hostile_answers(REFUSED),
    ];
    assert_eq!(answered + refused, calls);
    assert_eq!(usize::try_from(refused), Ok(ffi::refused() + mistaken()));
}

/// Each is called by several threads. One that is awaited resolves, whatever becomes of the others, by
/// one of the calls.
pub(crate) fn all_at_once(numbers: &mut Rng) {
    let before = hostile_calls();
    let mut calls: Vec<_> = (0..CROWD).map(|id| Box::pin(start(id, 0))).collect();
    for call in &mut calls {
        assert!(call.as_mut().now_or_never().is_none());
    }
    hostile_call_all(THREADS, CROWD);
    let mut seen = Vec::new();
    for call in calls {
        if numbers.bool() {
            seen.push(block_on(call).expect("it is called").number());
        }
    }
    hostile_join();
    let awaited = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), awaited);
    assert_eq!(hostile_calls() - before, CROWD * THREADS);
    all_are_answered();
}

/// The same slot all the time, and its first words.
pub(crate) fn stale_words(rounds: u64) {
    let old = [0_u64, 1].map(|number| ffi::Key::new(number).as_ptr());
    for number in 2..rounds {
        let key = ffi::Key::new(number);
        for word in old {
            assert_eq!(ffi::with(word, |number: &u64| *number), None);
            assert!(!ffi::release(word));
        }
        assert_eq!(
            ffi::with(key.as_ptr(), |number: &u64| *number),
            Some(number)
        );
    }
}

/// As many keys as were never in use before take the first slots, without a gap.
pub(crate) fn all_words_are_free() {
    const MORE: usize = 4 * CROWD as usize;
    let keys: Vec<_> = (0..MORE).map(ffi::Key::new).collect();
    let slots = keys.iter().map(|key| key.as_ptr().addr() & 0xF_FFFF);
    let mut slots: Vec<_> = slots.collect();
    slots.sort_unstable();
    assert!((0..MORE).eq(slots), "a slot was lost");
}
