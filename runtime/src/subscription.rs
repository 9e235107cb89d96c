//! What every kind of stream does besides moving its items: keep the API's handle, cancel, close.

use std::convert::Infallible;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::errors::ErrorNote;
use crate::once::cell::Waiting;
use crate::release::{Blocking, Keeper};
use crate::threads::Threads;

/// What a lane hands out.
pub(crate) enum Pulled<T> {
    Item(T),
    Error(T, ErrorNote),
}

/// The consumer's end of what carries the items.
pub(crate) trait Lane {
    type Item;
    /// What was still buffered when the consumer left.
    type Leftover;

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Pulled<Self::Item>>>;
    /// Resolves when the API has dropped everything it can call back with.
    fn poll_released(&mut self, cx: &mut Context<'_>) -> Poll<()>;
    fn threads(&self) -> &Threads;
    /// Whether the API has ended the lane by itself.
    fn has_ended(&self) -> bool;
    /// The consumer is about to stop the API: from now on nobody waits for it.
    fn hang_up(&self);
    /// The API has been stopped. Lets go of the key that C calls back by, unless C tells by itself
    /// when it is done.
    fn detach(&self);
    /// The consumer is gone.
    fn shut(&mut self) -> Self::Leftover;
}

/// Cancels a stream, wherever that is dropped.
pub(crate) type Cancel<H> = Box<dyn FnOnce(H) + Send>;

/// What [`EventStream::cancel_local`](crate::EventStream::cancel_local) is given: with it, a stream
/// stays on its thread.
pub type LocalCancel<H> = Box<dyn FnOnce(H)>;

/// A lane and the handle that keeps it flowing.
pub(crate) struct Subscription<L: Lane, H, C: FnOnce(H) = Cancel<H>> {
    /// There until it is given to another subscription.
    lane: Option<L>,
    keeper: Keeper<H, C>,
    last_error: Option<ErrorNote>,
    closing: Option<Waiting<()>>,
    terminated: bool,
}

impl<L: Lane, H, C: FnOnce(H)> Subscription<L, H, C> {
    /// Runs `start` when the lane is there already: whatever happens in it, the lane is shut.
    pub(crate) fn start<E>(lane: L, start: impl FnOnce() -> Result<H, E>) -> Result<Self, E> {
        let mut subscription = Self {
            lane: Some(lane),
            keeper: Keeper::empty(),
            last_error: None,
            closing: None,
            terminated: false,
        };
        subscription.keeper.fill(start()?);
        subscription.lane().threads().started();
        Ok(subscription)
    }

    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<L::Item>> {
        if self.terminated {
            return Poll::Ready(None);
        }
        let pulled = self.lane_mut().poll_next(cx);
        self.terminated = matches!(pulled, Poll::Ready(None));
        pulled.map(|pulled| match pulled? {
            Pulled::Item(item) => Some(item),
            Pulled::Error(item, note) => {
                self.last_error = Some(note);
                Some(item)
            }
        })
    }

    pub(crate) fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.keeper.handle().is_some() {
            let cancelling = !self.lane().has_ended();
            self.lane().hang_up();
            let on_callback_thread = self.lane().threads().on_callback_thread();
            self.closing = self
                .keeper
                .let_go(cancelling, on_callback_thread, Blocking::Forbidden);
        }
        if let Some(stopping) = &mut self.closing {
            ready!(stopping.poll(cx));
            self.closing = None;
        }
        self.lane_mut().detach();
        self.lane_mut().poll_released(cx)
    }

    pub(crate) fn lane(&self) -> &L {
        self.lane.as_ref().expect("a subscription has a lane")
    }

    pub(crate) fn lane_mut(&mut self) -> &mut L {
        self.lane.as_mut().expect("a subscription has a lane")
    }

    /// Gives the handle out. The lane goes on without.
    pub(crate) fn detach(mut self) -> Option<(H, Subscription<L, ()>)> {
        let handle = self.keeper.take_handle()?;
        let mut keeper = Keeper::empty();
        // It is closed like any other.
        keeper.fill(());
        Some((handle, self.kept_by(keeper)))
    }

    /// Cancels, and changes how.
    pub(crate) fn cancelled_by<D: FnOnce(H)>(mut self, cancel: D) -> Subscription<L, H, D> {
        let keeper = mem::replace(&mut self.keeper, Keeper::empty());
        self.kept_by(keeper.with_cancel(cancel))
    }

    /// The lane goes on in another keeper's hands.
    fn kept_by<G, D: FnOnce(G)>(mut self, keeper: Keeper<G, D>) -> Subscription<L, G, D> {
        Subscription {
            lane: self.lane.take(),
            keeper,
            last_error: self.last_error,
            closing: self.closing.take(),
            terminated: self.terminated,
        }
    }

    pub(crate) fn handle(&self) -> Option<&H> {
        self.lane().threads().held();
        self.keeper.handle()
    }

    pub(crate) fn handle_mut(&mut self) -> Option<&mut H> {
        self.lane().threads().held();
        self.keeper.handle_mut()
    }

    pub(crate) fn last_error(&self) -> Option<ErrorNote> {
        self.last_error
    }

    pub(crate) fn is_terminated(&self) -> bool {
        self.terminated
    }

    pub(crate) fn cancel(&mut self, cancel: C) {
        self.keeper.set_cancel(cancel);
    }

    pub(crate) fn release_anywhere(&mut self)
    where
        H: Send + 'static,
        C: Send + 'static,
    {
        self.keeper.release_anywhere();
    }
}

impl<L: Lane, H, C: FnOnce(H)> Drop for Subscription<L, H, C> {
    fn drop(&mut self) {
        let Some(lane) = &mut self.lane else { return };
        let cancelling = !lane.has_ended();
        // Shut first: a handle that joins the API's thread must not wait for one that is blocked
        // on the consumer. What was buffered is dropped last, whatever its `Drop` does.
        let _leftover = lane.shut();
        let on_callback_thread = lane.threads().on_callback_thread();
        self.keeper
            .let_go(cancelling, on_callback_thread, Blocking::Allowed);
    }
}

/// What cannot fail.
pub(crate) fn into_ok<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

/// A stream that can be closed.
pub trait Closable {
    #[doc(hidden)]
    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()>;
}

/// The future of a stream's `close`.
///
/// The first poll stops the API. It stays stopped if this future is dropped after that; a future
/// that was never polled has done nothing.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Close<'a, S> {
    stream: &'a mut S,
}

impl<'a, S> Close<'a, S> {
    pub(crate) fn new(stream: &'a mut S) -> Self {
        Self { stream }
    }
}

impl<S: Closable> Future for Close<'_, S> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.stream.poll_close(cx)
    }
}
