//! The loop's side.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::FusedFuture;

use crate::panics::discard;
use crate::sync::executor::{LocalExecutor, Task};

use super::inbox::{Id, Inbox, Letter, LocalFuture};

/// What serves the calls of [`Portal`](crate::Portal)s: a future for the loop to run.
///
/// It stays on the thread that it was made on. Give it to the loop in the way that it has for such
/// futures: `tokio::task::spawn_local`, `select!` or `join!` beside what the loop does, or just
/// `.await`. It resolves when no portal is left and all tasks are done, or at
/// [`shutdown`](crate::Portal::shutdown). It needs to be polled: while it is not, calls wait.
///
/// Dropping it is the same as a shutdown: tasks are dropped where they are, and those who wait for an
/// answer get [`PortalError::Closed`](crate::PortalError::Closed).
///
/// The tasks are polled inside its poll, so what they may use is what the loop offers to any future:
/// inside tokio its timers and sockets, for one. A task's panic does not get out of it.
///
/// ```
/// # use asyncify_runtime::Portal;
/// let (portal, serving) = Portal::new();
/// let caller = std::thread::spawn(move || portal.call(async || 1 + 2));
/// // The portal is moved into the thread: when it has ended, so does the loop.
/// futures::executor::block_on(serving);
/// assert_eq!(caller.join().unwrap(), Ok(3));
/// ```
#[must_use = "calls wait until it is polled"]
pub struct PortalLoop {
    /// There until the loop has ended.
    serving: Option<LocalFuture>,
}

impl PortalLoop {
    pub(super) fn new(inbox: Arc<Inbox>) -> Self {
        let ends = Ends(Arc::clone(&inbox));
        Self {
            serving: Some(Box::pin(serve(inbox, ends))),
        }
    }
}

impl Future for PortalLoop {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let serving = self.serving.as_mut();
        let serving = serving.expect("`PortalLoop` polled after completion");
        ready!(serving.as_mut().poll(cx));
        self.serving = None;
        Poll::Ready(())
    }
}

impl FusedFuture for PortalLoop {
    fn is_terminated(&self) -> bool {
        self.serving.is_none()
    }
}

impl fmt::Debug for PortalLoop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortalLoop").finish_non_exhaustive()
    }
}

async fn serve(inbox: Arc<Inbox>, ends: Ends) {
    let executor = LocalExecutor::new();
    // Dropped before the tasks are: what they call in their `Drop` finds the loop closed.
    let _ends = ends;
    let tasks = Rc::new(Tasks {
        inbox,
        running: RefCell::default(),
    });
    let letters = poll_fn(|cx| {
        let Some(letters) = ready!(tasks.inbox.poll(cx, tasks.is_idle())) else {
            return Poll::Ready(());
        };
        for letter in letters {
            match letter {
                Letter::Start(id, work) => tasks.start(id, work(), &executor),
                Letter::Cancel(id) => tasks.cancel(id),
            }
        }
        // The tasks first: threads that call without a pause would keep the loop from them.
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    executor.run(letters).await;
}

/// Closes the inbox, also of a loop that is never polled.
struct Ends(Arc<Inbox>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The tasks that are not done.
struct Tasks {
    inbox: Arc<Inbox>,
    running: RefCell<HashMap<Id, Task<()>>>,
}

impl Tasks {
    fn is_idle(&self) -> bool {
        self.running.borrow().is_empty()
    }

    fn start(self: &Rc<Self>, id: Id, future: LocalFuture, executor: &LocalExecutor<'_>) {
        let tracked = Tracked {
            id,
            future: Some(future),
            tasks: Rc::clone(self),
        };
        let task = executor.spawn(tracked);
        self.running.borrow_mut().insert(id, task);
    }

    fn take(&self, id: Id) -> Option<Task<()>> {
        self.running.borrow_mut().remove(&id)
    }

    fn cancel(&self, id: Id) {
        drop(self.take(id));
    }

    fn ended(&self, id: Id) {
        if let Some(task) = self.take(id) {
            task.detach();
        }
        if self.is_idle() {
            self.inbox.idle();
        }
    }
}

/// A task that is known until it is dropped.
struct Tracked {
    id: Id,
    /// There until the drop.
    future: Option<LocalFuture>,
    tasks: Rc<Tasks>,
}

impl Future for Tracked {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let future = self.future.as_mut();
        future.map_or(Poll::Ready(()), |future| future.as_mut().poll(cx))
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        // A panic of what the task holds would unwind into the loop.
        discard(self.future.take());
        self.tasks.ended(self.id);
    }
}
