//! GLib: sources with a destroy notify, and GIO's calls that come in two halves. Callbacks come on
//! a thread of their own, which runs the main loop.
#![expect(unsafe_code, reason = "a C library is called")]

mod load;
mod objects;
mod sys;

use std::ffi::{c_int, c_uint, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::ptr;
use std::sync::{Barrier, Once};
use std::thread;

use asyncify::{CallError, ffi};
use futures::executor::{block_on, block_on_stream};
use futures::{FutureExt, StreamExt};

use objects::{GioError, Object, Timeout};
use sys::{idle, load_contents, ticks};

/// Runs the default main loop for as long as the tests run.
fn with_main_loop() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        thread::spawn(|| {
            loop {
                // SAFETY: any thread may run the loop.
                unsafe { sys::g_main_context_iteration(ptr::null_mut(), 1) };
            }
        });
    });
}

fn is_there(source: c_uint) -> bool {
    // SAFETY: any thread may ask.
    unsafe { !sys::g_main_context_find_source_by_id(ptr::null_mut(), source).is_null() }
}

#[test]
fn a_timeout_ticks_until_its_stream_is_dropped_which_removes_the_source() {
    with_main_loop();
    let mut ticks = ticks(0, 1);
    assert_eq!(block_on(ticks.by_ref().take(3).count()), 3);
    let source = *ticks.handle();
    assert!(is_there(source));
    drop(ticks);
    assert!(!is_there(source));
}

#[test]
fn a_source_that_is_removed_elsewhere_ends_its_stream() {
    with_main_loop();
    let ticks = ticks(0, 1);
    let source = *ticks.handle();
    let mut ticks = block_on_stream(ticks);
    assert_eq!(ticks.next(), Some(()));
    assert_eq!(sys::g_source_remove(source), 1);
    // What was buffered comes first.
    ticks.for_each(drop);
}

#[test]
fn a_closed_stream_has_been_destroyed() {
    with_main_loop();
    let mut ticks = ticks(0, 1);
    let source = *ticks.handle();
    block_on(ticks.next());
    block_on(ticks.close());
    assert!(!is_there(source));
    let rest = ticks.backlog();
    assert_eq!(block_on(ticks.count()), rest);
}

#[test]
fn an_idle_source_resolves_a_future_once() {
    with_main_loop();
    assert_eq!(block_on(idle(0)), Ok(()));
}

#[test]
fn a_source_is_destroyed_where_its_stream_is_dropped() {
    let timeout = Timeout::new();
    // SAFETY: the source lives for longer than the stream.
    let mut ticks = unsafe { sys::source_ticks(timeout.source()) };
    for _ in 0..3 {
        assert_eq!(ticks.next().now_or_never(), None);
        while ticks.backlog() == 0 {
            timeout.turn();
        }
        assert_eq!(ticks.next().now_or_never(), Some(Some(())));
    }
    drop(ticks);
    assert!(timeout.is_destroyed());
}

#[test]
fn the_first_tick_is_the_one_that_counts() {
    let timeout = Timeout::new();
    // SAFETY: the source lives for longer than the future.
    let mut tick = pin!(unsafe { sys::once::first_tick(timeout.source()) });
    assert_eq!(tick.as_mut().now_or_never(), None);
    for _ in 0..3 {
        timeout.turn();
    }
    assert_eq!(tick.now_or_never(), Some(Ok(())));
}

#[test]
fn a_source_that_is_destroyed_before_it_ticks_abandons_its_future() {
    let timeout = Timeout::new();
    // SAFETY: the source lives for longer than the future.
    let mut tick = pin!(unsafe { sys::once::first_tick(timeout.source()) });
    assert_eq!(tick.as_mut().now_or_never(), None);
    // SAFETY: it lives.
    unsafe { sys::g_source_destroy(timeout.source()) };
    let abandoned = tick.now_or_never().unwrap().unwrap_err();
    assert!(abandoned.function().contains("first_tick"), "{abandoned}");
}

#[test]
fn a_panic_in_a_map_goes_through_c_and_ends_the_stream() {
    let timeout = Timeout::new();
    // SAFETY: the source lives for longer than the stream.
    let mut ticks = unsafe { sys::mistaken::source_ticks(timeout.source()) };
    // The reply of a stream that has ended removes the source.
    while !timeout.is_destroyed() {
        timeout.turn();
    }
    let panic = catch_unwind(AssertUnwindSafe(|| block_on(ticks.next()))).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"a mistake"));
    assert_eq!(block_on(ticks.next()), None);
}

#[test]
fn a_file_is_read_in_two_halves() {
    with_main_loop();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "what GIO reads").unwrap();
    let file = Object::file(file.path());
    // SAFETY: the file lives, and there is no cancellable.
    let bytes = unsafe { load_contents(file.raw(), ptr::null_mut()) };
    assert_eq!(block_on(bytes).as_deref(), Ok(&b"what GIO reads"[..]));
}

#[test]
fn a_file_that_is_not_there_is_gios_own_error() {
    with_main_loop();
    let file = Object::file("/nowhere".as_ref());
    // SAFETY: the file lives, and there is no cancellable.
    let bytes = unsafe { load_contents(file.raw(), ptr::null_mut()) };
    assert_eq!(block_on(bytes), Err(CallError::Failed(GioError::NOT_FOUND)));
}

#[test]
fn a_read_that_was_cancelled_says_so() {
    with_main_loop();
    let (file, cancellable) = (Object::file("/nowhere".as_ref()), Object::cancellable());
    // SAFETY: both live.
    let bytes = unsafe {
        sys::g_cancellable_cancel(cancellable.raw());
        load_contents(file.raw(), cancellable.raw())
    };
    assert_eq!(block_on(bytes), Err(CallError::Failed(GioError::CANCELLED)));
}

/// Holds up the main loop from when the barrier is passed until it is passed again.
unsafe extern "C" fn hold_up(barrier: *mut c_void) -> c_int {
    // SAFETY: whoever passes the barrier keeps it until then.
    let barrier = unsafe { &*barrier.cast::<Barrier>() };
    barrier.wait();
    barrier.wait();
    sys::G_SOURCE_REMOVE
}

#[test]
fn a_read_whose_future_is_dropped_is_cancelled_and_calls_back_to_nobody() {
    with_main_loop();
    let (file, cancellable) = (Object::file("/nowhere".as_ref()), Object::cancellable());
    let barrier = Barrier::new(2);
    sys::g_idle_add_full(
        -100,
        Some(hold_up),
        (&raw const barrier).cast_mut().cast(),
        None,
    );
    barrier.wait();

    // SAFETY: both live until the callback has come, below.
    let mut bytes = Box::pin(unsafe { load_contents(file.raw(), cancellable.raw()) });
    assert!((&mut bytes).now_or_never().is_none());
    let refused = ffi::refused();
    drop(bytes);
    assert!(cancellable.is_cancelled());
    barrier.wait();
    while ffi::refused() == refused {
        thread::yield_now();
    }
}
