//! What the models use in place of `async-executor`, which can't be built for another crate's loom:
//! an executor on one thread, which polls all of its tasks whenever it is polled.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;

type LocalFuture = Pin<Box<dyn Future<Output = ()>>>;

type Tasks = Rc<RefCell<BTreeMap<u64, LocalFuture>>>;

pub(crate) struct LocalExecutor<'a> {
    tasks: Tasks,
    lifetime: PhantomData<&'a ()>,
}

impl LocalExecutor<'_> {
    pub(crate) fn new() -> Self {
        Self {
            tasks: Tasks::default(),
            lifetime: PhantomData,
        }
    }

    pub(crate) fn spawn(&self, future: impl Future<Output = ()> + 'static) -> Task<()> {
        let mut tasks = self.tasks.borrow_mut();
        let id = tasks.last_key_value().map_or(0, |(last, _)| last + 1);
        tasks.insert(id, Box::pin(future));
        Task {
            id,
            tasks: Some(Rc::clone(&self.tasks)),
            output: PhantomData,
        }
    }

    pub(crate) async fn run(&self, future: impl Future<Output = ()>) {
        let mut future = pin!(future);
        poll_fn(|cx| {
            if future.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            let running = self.tasks.take();
            for (id, mut task) in running {
                if task.as_mut().poll(cx).is_pending() {
                    self.tasks.borrow_mut().insert(id, task);
                }
            }
            Poll::Pending
        })
        .await;
    }
}

impl Drop for LocalExecutor<'_> {
    fn drop(&mut self) {
        drop(self.tasks.take());
    }
}

/// Cancels the task when it is dropped.
pub(crate) struct Task<T> {
    id: u64,
    /// There unless it is detached.
    tasks: Option<Tasks>,
    output: PhantomData<T>,
}

impl<T> Task<T> {
    pub(crate) fn detach(mut self) {
        self.tasks = None;
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        let task = self.tasks.as_ref();
        let task = task.and_then(|tasks| tasks.borrow_mut().remove(&self.id));
        drop(task);
    }
}
