//! `#[asyncify]` on `unsafe fn`: what the caller must promise stays the caller's.
#![allow(unsafe_code)]

use asyncify::asyncify;
use futures::executor::{block_on, block_on_stream};

/// # Safety
/// `pointer` points at a `u8`.
#[asyncify(keep)]
unsafe fn unsafely(pointer: *const u8, callback: impl FnOnce(u8)) {
    // SAFETY: promised by the caller.
    callback(unsafe { *pointer });
}

/// # Safety
/// There is nothing to it.
#[allow(clippy::type_complexity, reason = "that it is written out is the test")]
#[asyncify(keep)]
unsafe fn optionally(callback: Option<Box<dyn FnMut(&str)>>, name: &str) {
    callback.into_iter().for_each(|mut callback| callback(name));
}

#[test]
fn what_stands_before_an_unsafe_call_has_the_declared_type() {
    // SAFETY: it asks for nothing.
    let names = unsafe { optionally_stream("one") };
    assert_eq!(block_on_stream(names).collect::<Vec<_>>(), ["one"]);
}

mod foreign {
    /// # Safety
    /// There is nothing to it.
    pub(crate) unsafe trait Listener {
        /// # Safety
        /// There is nothing to it.
        unsafe fn on_value(&self, value: u8);
    }
}

#[asyncify(listener, path = foreign::Listener)]
unsafe trait Listener {
    unsafe fn on_value(&self, value: u8);
}

#[test]
fn unsafe_traits_have_unsafe_implementations() {
    let events = ListenerEvents::new();
    // SAFETY: it asks for nothing.
    unsafe { foreign::Listener::on_value(&events.sender(), 1) };
    assert_eq!(block_on_stream(events).count(), 1);
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

/// # Safety
/// There is a first one.
#[asyncify(blocking)]
unsafe fn first(bytes: &[u8]) -> u8 {
    // SAFETY: promised by the caller.
    unsafe { *bytes.get_unchecked(0) }
}

#[test]
fn what_blocks_stays_unsafe_on_its_way_to_a_pool() {
    // SAFETY: there is a first one.
    assert_eq!(block_on(unsafe { first(&[9]) }), 9);
}

/// # Safety
/// `word` is that of a `u8`.
#[asyncify(callback)]
async unsafe fn at(word: usize) -> u8 {
    // SAFETY: promised by the caller.
    unsafe { *(word as *const u8) }
}

#[test]
fn unsafe_stays_unsafe_on_the_way_back() {
    static VALUE: u8 = 7;
    let (tell, told) = std::sync::mpsc::channel();
    // SAFETY: it is a `u8`, for ever.
    unsafe {
        at_with_callback(&raw const VALUE as usize, move |value| {
            tell.send(value).unwrap();
        });
    }
    assert_eq!(told.recv(), Ok(7));
}

#[asyncify(blocking)]
unsafe extern "C" {
    safe fn abs(number: std::ffi::c_int) -> std::ffi::c_int;
    fn labs(number: std::ffi::c_long) -> std::ffi::c_long;
}

#[test]
fn functions_of_c_run_on_a_pool() {
    assert_eq!(block_on(abs_async(-3)), abs(3));
    // SAFETY: it asks for nothing.
    assert_eq!(unsafe { block_on(labs_async(-4)) }, unsafe { labs(4) });
}
