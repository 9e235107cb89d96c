//! What several of the tests need, which lie in `tests`, a folder per library.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

/// Runs the future to its end on this thread, with a turn of the library's own loop whenever it waits.
///
/// A turn says whether there is anything left to do.
///
/// # Panics
/// If nothing is left that could wake the future.
///
/// ```
/// use std::sync::mpsc;
/// use std::task::{Poll, Waker};
///
/// let (wakers, woken) = mpsc::channel::<Waker>();
/// let mut polls = 0;
/// let future = std::future::poll_fn(|cx| {
///     polls += 1;
///     wakers.send(cx.waker().clone()).unwrap();
///     if polls == 3 { Poll::Ready("done") } else { Poll::Pending }
/// });
/// let turn = || woken.recv().is_ok_and(|waker| {
///     waker.wake();
///     false
/// });
/// assert_eq!(asyncify_c_libraries::drive(future, turn), "done");
/// ```
pub fn drive<F: Future>(future: F, mut turn: impl FnMut() -> bool) -> F::Output {
    let mut future = pin!(future);
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    loop {
        while woken.0.swap(false, Ordering::Acquire) {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return output;
            }
        }
        let is_left = turn();
        let is_woken = woken.0.load(Ordering::Acquire);
        assert!(is_left || is_woken, "nothing is left to wake the future");
    }
}
