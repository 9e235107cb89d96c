//! What a consumer may do that a library does not expect.

#![allow(dead_code, reason = "each test uses a part")]

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};
use std::thread::{self, ThreadId};

use futures::executor::block_on;
use futures::{Stream, StreamExt};

struct DropInside<S> {
    stream: Mutex<Option<S>>,
    dropped: Sender<ThreadId>,
}

impl<S: Stream + Send> Wake for DropInside<S> {
    fn wake(self: Arc<Self>) {
        let stream = self.stream.lock().unwrap().take();
        if stream.is_some() {
            drop(stream);
            self.dropped.send(thread::current().id()).unwrap();
        }
    }
}

/// Waits for the stream, and drops it where it is woken: inside the callback. Tells on which thread
/// that was.
pub(crate) fn drop_when_woken<S>(stream: S) -> Receiver<ThreadId>
where
    S: Stream + Send + Unpin + 'static,
{
    let (sender, dropped) = channel();
    let inside = Arc::new(DropInside {
        stream: Mutex::new(Some(stream)),
        dropped: sender,
    });
    let waker = Waker::from(Arc::clone(&inside));
    let mut stream = inside.stream.lock().unwrap();
    let polled = stream
        .as_mut()
        .unwrap()
        .poll_next_unpin(&mut Context::from_waker(&waker));
    assert!(polled.is_pending(), "nothing has called back yet");
    dropped
}

/// What the stream's next item panics with.
pub(crate) fn panic_of<S: Stream + Unpin>(stream: &mut S) -> String {
    let next = catch_unwind(AssertUnwindSafe(|| block_on(stream.next()).is_some()));
    text(&*next.expect_err("the panic of the map"))
}

fn text(panic: &(dyn Any + Send)) -> String {
    let owned = panic.downcast_ref::<String>().cloned();
    let said = || panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
    owned.or_else(said).expect("a message")
}
