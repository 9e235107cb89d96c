//! libuv: the user data lies in the request or handle, so the bridge is called by hand.
#![expect(unsafe_code, reason = "a C library is called")]

mod event_loop;
mod requests;
mod sys;

use std::ffi::CString;
use std::future::poll_fn;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;

use asyncify::{
    CallError, Completer, Emitter, EventStream, StreamOptions, ffi, once_local, stream_local,
};
use futures::{FutureExt, StreamExt};

use event_loop::{Errno, EventLoop, Handle, allocate, check};
use requests::{addresses, close, open, read, work};

/// A timer, and the key its callback comes by.
struct Timer<T: 'static> {
    _handle: Handle,
    _key: ffi::Key<T>,
}

/// Starts a timer, in milliseconds, that calls back with the key's word as its data.
fn start_timer<T>(
    looper: &EventLoop,
    (timeout, repeat): (u64, u64),
    on_tick: sys::HandleCallback,
    key: ffi::Key<T>,
) -> Timer<T> {
    let handle = allocate(sys::uv_handle_size(sys::UV_TIMER));
    // SAFETY: the handle lives until it is closed.
    unsafe {
        assert_eq!(sys::uv_timer_init(looper.raw(), handle), 0);
        sys::uv_handle_set_data(handle, key.as_ptr());
        assert_eq!(sys::uv_timer_start(handle, on_tick, timeout, repeat), 0);
    }
    Timer {
        _handle: Handle(handle),
        _key: key,
    }
}

/// A number for each tick of a repeating timer.
fn ticks(looper: &EventLoop) -> EventStream<usize, Timer<Emitter<usize>>> {
    unsafe extern "C" fn on_tick(timer: *mut sys::Handle) {
        // SAFETY: the timer lives.
        let data = unsafe { sys::uv_handle_get_data(timer) };
        ffi::emit(data, || 7_usize);
    }
    stream_local(StreamOptions::new(), |ticks: Emitter<usize>| {
        start_timer(looper, (1, 1), on_tick, ffi::Key::here(ticks))
    })
}

#[test]
fn a_timer_ticks_until_its_stream_is_dropped() {
    let looper = EventLoop::new();
    let mut ticks = ticks(&looper);
    let seen = looper.run(ticks.by_ref().take(3).collect::<Vec<_>>());
    assert_eq!(seen, [7, 7, 7]);
    // The stream is dropped first, which closes the timer; the loop then has nothing left to do.
}

#[test]
fn a_timer_that_ticks_on_resolves_a_future_once() {
    unsafe extern "C" fn on_tick(timer: *mut sys::Handle) {
        // SAFETY: the timer lives.
        let data = unsafe { sys::uv_handle_get_data(timer) };
        ffi::with(
            data,
            |(done, ticks): &(Completer<u8>, mpsc::Sender<u64>)| {
                done.complete(1);
                ticks.send(done.duplicates()).unwrap();
            },
        );
    }
    let looper = EventLoop::new();
    let (ticks, ticked) = mpsc::channel::<u64>();
    let mut timer = pin!(once_local(|done: Completer<u8>| {
        start_timer(&looper, (1, 1), on_tick, ffi::Key::here((done, ticks)))
    }));
    assert_eq!(
        looper.run(poll_fn(|cx| match timer.as_mut().poll(cx) {
            Poll::Pending => Poll::Ready(()),
            Poll::Ready(_) => panic!("a timer does not tick before the loop runs"),
        })),
        ()
    );
    while !ticked.try_iter().any(|duplicates| duplicates == 2) {
        looper.turn(sys::UV_RUN_ONCE);
    }
    assert_eq!(looper.run(timer), Ok(1));
}

#[test]
fn a_panic_in_a_value_goes_through_libuv_and_out_of_the_future() {
    unsafe extern "C" fn on_tick(timer: *mut sys::Handle) {
        // SAFETY: the timer lives.
        let data = unsafe { sys::uv_handle_get_data(timer) };
        ffi::complete(data, || -> u8 { panic!("in the callback") });
    }
    let looper = EventLoop::new();
    let timer = once_local(|done: Completer<u8>| {
        start_timer(&looper, (1, 0), on_tick, ffi::Key::here(done))
    });
    let panic = catch_unwind(AssertUnwindSafe(|| looper.run(timer))).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"in the callback"));
}

#[test]
fn another_thread_wakes_the_loop() {
    unsafe extern "C" fn on_wake(handle: *mut sys::Handle) {
        // SAFETY: the handle lives.
        let data = unsafe { sys::uv_handle_get_data(handle) };
        ffi::emit(data, || thread::current().id());
    }
    struct Sender(*mut sys::Handle);
    // SAFETY: sending is what other threads may do with such a handle.
    unsafe impl Send for Sender {}

    let looper = EventLoop::new();
    let mut wakes = stream_local(StreamOptions::new(), |wakes: Emitter<thread::ThreadId>| {
        let handle = allocate(sys::uv_handle_size(sys::UV_ASYNC));
        let key = ffi::Key::here(wakes);
        // SAFETY: the handle lives until it is closed.
        unsafe {
            assert_eq!(sys::uv_async_init(looper.raw(), handle, on_wake), 0);
            sys::uv_handle_set_data(handle, key.as_ptr());
        }
        (Handle(handle), key)
    });
    let sender = Sender(wakes.handle().0.0);
    let sending = thread::spawn(move || {
        let Sender(handle) = { sender };
        // SAFETY: the handle is closed after this thread has been joined.
        assert_eq!(unsafe { sys::uv_async_send(handle) }, 0);
    });
    assert_eq!(looper.run(wakes.next()), Some(thread::current().id()));
    sending.join().unwrap();
}

#[test]
fn a_file_is_read() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "what libuv reads").unwrap();
    let path = CString::new(file.path().to_str().unwrap()).unwrap();
    let looper = EventLoop::new();
    let bytes = looper.run(async {
        let file = open(&looper, &path).await?;
        let bytes = read(&looper, file, 1000).await?;
        close(&looper, file).await?;
        assert_eq!(
            close(&looper, -1).await,
            Err(CallError::Failed(Errno(-libc::EBADF)))
        );
        Ok::<_, CallError<Errno>>(bytes)
    });
    assert_eq!(bytes.as_deref(), Ok(&b"what libuv reads"[..]));
}

#[test]
fn a_file_that_is_not_there_is_libuvs_own_error() {
    let looper = EventLoop::new();
    let opened = looper.run(open(&looper, c"/nowhere"));
    assert_eq!(opened, Err(CallError::Failed(Errno(-libc::ENOENT))));
}

#[test]
fn a_numeric_name_is_its_address_and_another_fails() {
    let looper = EventLoop::new();
    let found = looper.run(addresses(&looper, Some(c"127.0.0.1")));
    assert_eq!(found, Ok(vec![IpAddr::from([127, 0, 0, 1])]));
    let found = looper.run(addresses(&looper, Some(c"::1")));
    assert_eq!(found, Ok(vec!["::1".parse().unwrap()]));
    let found = looper.run(addresses(&looper, Some(c"name.invalid")));
    assert_eq!(found, Err(CallError::Failed(Errno(sys::UV_EAI_NONAME))));
    // Refused by the initiating function itself.
    let found = looper.run(addresses(&looper, None));
    assert_eq!(found, Err(CallError::Failed(Errno(-libc::EINVAL))));
}

#[test]
fn a_job_on_the_pool_resolves_the_future_from_there() {
    let looper = EventLoop::new();
    let worker = looper
        .run(work(&looper, || thread::current().id()))
        .unwrap();
    assert_ne!(worker, thread::current().id());
}

#[test]
fn a_future_that_is_dropped_cancels_its_request_and_one_that_runs_is_refused() {
    let looper = EventLoop::new();
    let (begun, begins) = mpsc::channel();
    // As many jobs as the pool has threads, which it is told by the environment.
    let pool: usize = std::env::var("UV_THREADPOOL_SIZE").map_or(4, |size| size.parse().unwrap());
    let (releases, jobs): (Vec<_>, Vec<_>) = (0..pool)
        .map(|_| {
            let begun = begun.clone();
            let (release, released) = mpsc::channel::<()>();
            let job = work(&looper, move || {
                begun.send(()).unwrap();
                // Ends when the sender is dropped.
                let _ = released.recv();
            });
            (release, Box::pin(job))
        })
        .unzip();
    let mut jobs = futures::future::join_all(jobs);
    assert!((&mut jobs).now_or_never().is_none());
    begins.iter().take(pool).for_each(drop);

    let mut waiting = Box::pin(addresses(&looper, Some(c"127.0.0.1")));
    assert!((&mut waiting).now_or_never().is_none());
    let refused = ffi::refused();
    drop(waiting);
    // Its callback tells that it was cancelled, to nobody.
    while ffi::refused() == refused {
        looper.turn(sys::UV_RUN_ONCE);
    }
    drop(jobs);
    drop(releases);
}

#[test]
fn a_code_is_a_value_unless_it_is_negative() {
    assert_eq!((check(3), check(-1)), (Ok(3), Err(Errno(-1))));
}
