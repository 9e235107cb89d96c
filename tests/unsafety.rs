//! `#[asyncify]` on `unsafe fn`: what the caller must promise stays the caller's.
#![allow(unsafe_code)]

use asyncify::asyncify;
use futures::executor::block_on;

/// # Safety
/// `pointer` points at a `u8`.
#[asyncify(keep)]
unsafe fn unsafely(pointer: *const u8, callback: impl FnOnce(u8)) {
    // SAFETY: promised by the caller.
    callback(unsafe { *pointer });
}

#[test]
fn unsafe_stays_unsafe_and_keep_keeps() {
    let value = 3_u8;
    let mut seen = 0;
    // SAFETY: the pointer comes from a reference.
    unsafe { unsafely(&value, |value| seen = value) };
    // SAFETY: as above.
    assert_eq!(block_on(unsafe { unsafely_async(&value) }), Ok(3));
    assert_eq!(seen, 3);
}
