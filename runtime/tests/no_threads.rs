//! A process that gets no more threads: what would have a thread of its own is done elsewhere, or not at
//! all where that would wait for itself.
// Elsewhere the harness itself needs a thread for each test.
#![cfg(all(unix, not(loom)))]

mod common;

use std::panic::catch_unwind;
use std::ptr::without_provenance_mut;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::TryRecvError;
use std::sync::{Barrier, Mutex};
use std::thread::{self, Builder, JoinHandle};
use std::time::Duration;

use asyncify_runtime::{FrameOptions, Portal, StreamOptions, Wake, ffi};
use common::*;
use futures::FutureExt;

/// No address space is large enough for the stacks that threads are to get, but for those that ask for
/// less.
fn without_threads(test: &str, code: impl FnOnce()) {
    let stack = (usize::MAX / 4 * 3).to_string();
    apart(test, &[("RUST_MIN_STACK", stack)], || {
        assert!(Builder::new().spawn(|| ()).is_err());
        code();
    });
}

/// A thread of an API, which has a small stack.
fn api<R: Send + 'static>(job: impl FnOnce() -> R + Send + 'static) -> JoinHandle<R> {
    Builder::new().stack_size(1 << 20).spawn(job).unwrap()
}

/// The name of the thread that this runs on.
fn here() -> Option<String> {
    thread::current().name().map(str::to_owned)
}

/// It would join its thread.
#[test]
fn a_handle_that_its_callback_drops_is_leaked() {
    without_threads("a_handle_that_its_callback_drops_is_leaked", || {
        let (handle, told) = tattletale();
        let (stream, events) = open_stream::<u8, _>(StreamOptions::new(), handle);
        let mut stream = Some(stream);
        api(move || events.emit_with(|| stream.take().map_or(0, |_| 1)))
            .join()
            .unwrap();
        assert_eq!(told.try_recv(), Err(TryRecvError::Empty));
    });
}

#[test]
fn a_handle_that_may_be_waited_for_is_released_here() {
    without_threads("a_handle_that_may_be_waited_for_is_released_here", || {
        let (handle, told) = tattletale();
        let (mut stream, _events) = open_stream::<u8, _>(StreamOptions::new(), handle);
        // The API keeps the callback.
        assert!(stream.close().now_or_never().is_none());
        assert_eq!(told.try_recv().unwrap().name, here());
    });
}

/// Who releases the key of a realtime callback waits until that has left.
#[test]
fn the_target_of_a_key_is_dropped_by_who_releases_it() {
    static INSIDE: Barrier = Barrier::new(2);
    static LEAVES: AtomicBool = AtomicBool::new(false);

    without_threads("the_target_of_a_key_is_dropped_by_who_releases_it", || {
        let (target, told) = tattletale();
        let key = ffi::Key::new(Mutex::new(target));
        let word = key.as_ptr().addr();
        let call = api(move || {
            let word = without_provenance_mut(word);
            ffi::alone(word, |_: &Mutex<Tattletale>| {
                INSIDE.wait();
                // The key is stale before it is waited for.
                wait_until("the key is released", || {
                    ffi::with(word, |_: &()| ()).is_none()
                });
                LEAVES.store(true, Ordering::Release);
            })
        });
        INSIDE.wait();
        drop(key);
        assert!(LEAVES.load(Ordering::Acquire));
        assert_eq!(told.try_recv().unwrap().name, here());
        assert_eq!(call.join().unwrap(), Some(()));
    });
}

#[test]
fn the_target_of_a_key_that_its_realtime_callback_releases_is_leaked() {
    let test = "the_target_of_a_key_that_its_realtime_callback_releases_is_leaked";
    without_threads(test, || {
        let (target, told) = tattletale();
        let word = ffi::Key::new(Mutex::new(target)).into_ptr();
        let released = ffi::alone(word, |_: &Mutex<Tattletale>| ffi::release(word));
        assert_eq!(released, Some(true));
        assert_eq!(told.try_recv(), Err(TryRecvError::Empty));
    });
}

/// Its task is woken as soon as it parks.
#[test]
fn a_lane_that_no_ticker_looks_at_is_asked_all_the_time() {
    without_threads(
        "a_lane_that_no_ticker_looks_at_is_asked_all_the_time",
        || {
            let options = FrameOptions::new().wake(Wake::Tick(Duration::from_secs(60)));
            let (mut stream, writer) = open_frames(options, ());
            let (woken, waker) = CountingWaker::new();
            for times in 1..4 {
                assert!(poll_next(&mut stream, &waker).is_pending());
                assert_eq!(woken.count(), times);
            }
            writer.write(&[1], ());
            assert!(poll_next(&mut stream, &waker).is_ready());
        },
    );
}

/// The runtime that is kept for blocking code.
#[cfg(all(feature = "tokio", not(feature = "blocking")))]
mod kept {
    use std::future::pending;
    use std::sync::mpsc::channel;
    use std::task::Waker;

    use asyncify_runtime::{blocking, is_cancelled, scope};

    use super::*;

    #[test]
    fn blocking_code_runs_here_without_one() {
        without_threads("kept::blocking_code_runs_here_without_one", || {
            assert_eq!(futures::executor::block_on(blocking(here)), here());
            assert_eq!(block_on(blocking(here)), here());

            // What has run here is over.
            let outer = blocking(|| {
                futures::executor::block_on(blocking(|| ()));
                is_cancelled()
            });
            assert_eq!((block_on(outer), is_cancelled()), (false, false));

            let (tell, told) = channel();
            let release = scope(
                async || tell,
                async |_| pending::<()>().await,
                async |tell| tell.send(here()).unwrap(),
            );
            let mut release = release.boxed();
            assert!(poll(&mut release, Waker::noop()).is_pending());
            drop(release);
            assert_eq!(told.try_recv(), Ok(here()));
        });
    }

    /// What a stack is to have: far more than all else that the test needs.
    #[cfg(target_os = "linux")]
    const STACK: u64 = 1 << 29;

    /// Takes the address space away that another stack would need.
    #[cfg(target_os = "linux")]
    fn take_all_threads() {
        use rustix::process::{Resource, getrlimit, setrlimit};

        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let size = status
            .lines()
            .find_map(|line| line.strip_prefix("VmSize:"))
            .and_then(|size| size.trim().strip_suffix(" kB")?.parse().ok());
        let size: u64 = size.expect("the size of the process");
        let mut limit = getrlimit(Resource::As);
        limit.current = Some(size * 1024 + STACK / 2);
        setrlimit(Resource::As, limit).unwrap();
        assert!(Builder::new().spawn(|| ()).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn blocking_code_runs_on_the_thread_that_drives_it() {
        let test = "kept::blocking_code_runs_on_the_thread_that_drives_it";
        apart(test, &[("RUST_MIN_STACK", STACK.to_string())], || {
            let driver = Some("asyncify-driver".to_owned());
            let (end, ended) = channel::<()>();
            let last = thread::spawn(move || ended.recv());
            take_all_threads();
            drop(end);
            let _ = last.join().unwrap();
            assert_eq!(futures::executor::block_on(blocking(here)), driver);
            assert!(Builder::new().spawn(|| ()).is_err());
            // It does not wait for itself.
            let nested = blocking(|| futures::executor::block_on(blocking(here)));
            assert_eq!(block_on(nested), driver);
        });
    }
}

/// Its runtime must not be dropped where async code runs.
#[test]
fn a_portal_that_async_code_starts_says_what_is_missing() {
    let test = "a_portal_that_async_code_starts_says_what_is_missing";
    without_threads(test, || {
        let started = block_on(async { catch_unwind(Portal::start) });
        let said = message(started.map(drop).unwrap_err());
        assert_eq!(said, "a thread for the portal's loop");
    });
}
