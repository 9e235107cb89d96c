//! Letting go of the API's handle.

use std::mem;

use crate::once::Completer;
use crate::once::cell::{Waiting, channel};
use crate::panics::contain;
use crate::sync::{Arc, HAS_THREADS, Mutex, lock, thread};
use crate::threads;

/// Marks what lets go of its handle on whatever thread it is on.
#[derive(Debug)]
pub enum Here {}

/// Marks what hands its handle to a reaper thread rather than dropping it inside a callback.
#[derive(Debug)]
pub enum Anywhere {}

/// A handle and, if it is to be used, what cancels the call.
struct Release<H, C> {
    handle: H,
    cancel: Option<C>,
}

impl<H, C: FnOnce(H)> Release<H, C> {
    /// Whether to run it is more than to forget it.
    fn does_something(&self) -> bool {
        self.cancel.is_some() || mem::needs_drop::<H>()
    }

    fn run(self) {
        match self.cancel {
            Some(cancel) => cancel(self.handle),
            None => drop(self.handle),
        }
    }
}

/// Whether letting go of a handle may hold up the thread that does it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Blocking {
    Allowed,
    Forbidden,
}

/// Releases on a thread of its own; gives the handle back if there is no thread to be had.
type Reap<H, C> = fn(Release<H, C>, Completer<()>) -> Result<(), Release<H, C>>;

/// Owns the API's handle and lets go of it once, where that is safe.
pub(crate) struct Keeper<H, C: FnOnce(H)> {
    handle: Option<H>,
    cancel: Option<C>,
    reap: Option<Reap<H, C>>,
}

impl<H, C: FnOnce(H)> Keeper<H, C> {
    /// A keeper that still waits for its handle.
    pub(crate) fn empty() -> Self {
        Self {
            handle: None,
            cancel: None,
            reap: None,
        }
    }

    pub(crate) fn fill(&mut self, handle: H) {
        self.handle = Some(handle);
    }

    pub(crate) fn handle(&self) -> Option<&H> {
        self.handle.as_ref()
    }

    pub(crate) fn handle_mut(&mut self) -> Option<&mut H> {
        self.handle.as_mut()
    }

    /// Gives the handle up: nothing is left to let go of.
    pub(crate) fn take_handle(&mut self) -> Option<H> {
        self.cancel = None;
        self.handle.take()
    }

    pub(crate) fn set_cancel(&mut self, cancel: C) {
        self.cancel = Some(cancel);
    }

    /// Cancels and changes how: the rest of the settings starts anew.
    pub(crate) fn with_cancel<D: FnOnce(H)>(self, cancel: D) -> Keeper<H, D> {
        Keeper {
            handle: self.handle,
            cancel: Some(cancel),
            reap: None,
        }
    }

    pub(crate) fn release_anywhere(&mut self)
    where
        H: Send + 'static,
        C: Send + 'static,
    {
        self.reap = Some(reap);
    }

    /// Whether to let go of the handle is more than to forget it.
    pub(crate) fn does_something(&self, cancelling: bool) -> bool {
        let cancels = cancelling && self.cancel.is_some();
        self.handle.is_some() && (cancels || mem::needs_drop::<H>())
    }

    fn take(&mut self, cancelling: bool) -> Option<Release<H, C>> {
        let handle = self.handle.take()?;
        let cancel = self.cancel.take().filter(|_| cancelling);
        Some(Release { handle, cancel })
    }

    /// Lets go of the handle: on a reaper thread if this one is in a callback, or may not be held
    /// up, else here. Tells when the reaper is done.
    pub(crate) fn let_go(
        &mut self,
        cancelling: bool,
        on_callback_thread: bool,
        blocking: Blocking,
    ) -> Option<Waiting<()>> {
        let release = self.take(cancelling)?;
        // An API without threads has none to join.
        let elsewhere = HAS_THREADS && (on_callback_thread || blocking == Blocking::Forbidden);
        let Some(reap) = self.reap.filter(|_| elsewhere && release.does_something()) else {
            release.run();
            return None;
        };
        let_go_elsewhere(release, reap, on_callback_thread)
    }
}

/// Does on a reaper thread what has to wait for a callback. If there is no thread to be had it is done
/// here, or never, if the callback may be one that this is in.
#[cold]
pub(crate) fn elsewhere<H: Send + 'static>(handle: H, work: impl FnOnce(H) + Send + 'static) {
    let release = Release {
        handle,
        cancel: Some(work),
    };
    drop(let_go_elsewhere(release, reap, threads::is_inside()));
}

#[cold]
fn let_go_elsewhere<H, C: FnOnce(H)>(
    release: Release<H, C>,
    reap: Reap<H, C>,
    on_callback_thread: bool,
) -> Option<Waiting<()>> {
    let (done, waiting) = channel();
    match reap(release, done) {
        Ok(()) => return Some(waiting),
        // No thread to be had: a leak is better than an API that joins itself.
        Err(release) if on_callback_thread => mem::forget(release),
        Err(release) => release.run(),
    }
    None
}

/// The release is put where both threads reach it, because a failed spawn would drop it here.
fn reap<H, C>(release: Release<H, C>, done: Completer<()>) -> Result<(), Release<H, C>>
where
    H: Send + 'static,
    C: FnOnce(H) + Send + 'static,
{
    let ours = Arc::new(Mutex::new(Some(release)));
    let theirs = Arc::clone(&ours);
    let spawned = thread::Builder::new()
        .name("asyncify-reaper".into())
        .spawn(move || {
            let release = lock(&theirs).take();
            if let Some(release) = release {
                contain(|| release.run());
            }
            done.complete(());
        });
    match spawned {
        Ok(_) => Ok(()),
        Err(_) => lock(&ours).take().map_or(Ok(()), Err),
    }
}
