//! Called back through a trait: a stream of events, and senders that implement the trait.

use std::fmt;
use std::time::Duration;

use crate::panics::{Payload, catch, contain, discard};
use crate::reply::{self, Desk, Reply};
use crate::subscription::{Subscription, into_ok};
use crate::sync::{Arc, Deadline, Mutex, lock};

use super::channel::{Channel, Receiver};
use super::{Emitter, EventStream, Lagged, Lost, StreamOptions, lagged};

/// What the methods of a listener trait tell, one variant a method. `#[asyncify(listener)]`
/// implements it.
pub trait ListenerEvent: Sized {
    /// What the stream yields: the event, or with a policy that may lose some, a
    /// `Result<Self, Lagged>`.
    type Item: ListenerItem<Event = Self>;
    /// What implements the listener trait.
    type Sender;

    #[doc(hidden)]
    fn options() -> StreamOptions;
    #[doc(hidden)]
    fn sender(delivery: Delivery<Self>) -> Self::Sender;
}

/// What a stream of events yields: the events, or a `Result` with them.
pub trait ListenerItem: Sized {
    /// The event in it.
    type Event: ListenerEvent<Item = Self>;

    #[doc(hidden)]
    const SHOW_MISSING: Option<Lost<Self>>;
    #[doc(hidden)]
    fn of(event: Self::Event) -> Self;
}

impl<E: ListenerEvent<Item = E>> ListenerItem for E {
    type Event = E;

    const SHOW_MISSING: Option<Lost<E>> = None;

    fn of(event: E) -> E {
        event
    }
}

impl<E: ListenerEvent<Item = Self>> ListenerItem for Result<E, Lagged> {
    type Event = E;

    const SHOW_MISSING: Option<Lost<Self>> = Some(lagged);

    fn of(event: E) -> Self {
        Ok(event)
    }
}

/// What a stream of the events of `T` hands out.
type Sender<T> = <<T as ListenerItem>::Event as ListenerEvent>::Sender;

/// Streams of what a listener trait's methods tell, as `#[asyncify(listener)]` makes them.
impl<T: ListenerItem> EventStream<T> {
    /// A stream that has no sender yet.
    ///
    /// It is pending until there is one, and ends when all are gone.
    ///
    /// ```standalone_crate
    /// # extern crate asyncify_runtime as asyncify;
    /// # use asyncify_macros::asyncify;
    /// use futures::StreamExt;
    ///
    /// #[asyncify(listener)]
    /// trait Door: Send {
    ///     fn on_open(&self, by: &str);
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let mut events = DoorEvents::new();
    /// let door = events.sender();
    /// std::thread::spawn(move || door.on_open("Ann"));
    /// let Some(DoorEvent::OnOpen { by }) = events.next().await else {
    ///     panic!("the sender has sent");
    /// };
    /// assert_eq!(by, "Ann");
    /// assert!(events.next().await.is_none(), "it is dropped");
    /// # });
    /// ```
    #[allow(
        clippy::new_without_default,
        reason = "a stream of nothing is no default"
    )]
    pub fn new() -> Self {
        let channel = Channel::with_emitters(0, T::Event::options(), T::SHOW_MISSING);
        let inner = into_ok(Subscription::start(Receiver::new(channel), || Ok(())));
        Self { inner }
    }
}

/// Streams of what a listener trait's methods tell, as `#[asyncify(listener)]` makes them.
impl<T: ListenerItem, H> EventStream<T, H> {
    /// Another sender. All of them deliver to this stream; it ends when the last one is dropped.
    ///
    /// A sender made after that is closed: what it is called with is lost.
    ///
    /// ```standalone_crate
    /// # extern crate asyncify_runtime as asyncify;
    /// # use asyncify_macros::asyncify;
    /// use futures::StreamExt;
    ///
    /// #[asyncify(listener)]
    /// trait Door: Send {
    ///     fn on_open(&self, by: &str);
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let events = DoorEvents::new();
    /// let (front, back) = (events.sender(), events.sender());
    /// front.on_open("Ann");
    /// back.on_open("Bea");
    /// drop((front, back));
    /// assert_eq!(events.count().await, 2);
    /// # });
    /// ```
    pub fn sender(&self) -> Sender<T> {
        let channel = self.inner.lane().channel();
        channel.add_emitter();
        sender(Emitter::new(Arc::clone(channel)))
    }

    /// Starts an API with a sender, and keeps what it returns for as long as the stream lives, as
    /// [`stream`](crate::stream) does.
    ///
    /// ```standalone_crate
    /// # extern crate asyncify_runtime as asyncify;
    /// # use asyncify_macros::asyncify;
    /// use futures::StreamExt;
    ///
    /// #[asyncify(listener)]
    /// trait Door: Send {
    ///     fn on_open(&self, by: &str);
    /// }
    ///
    /// /// Calls its listener until it is dropped.
    /// struct House(Box<dyn Door>);
    ///
    /// # futures::executor::block_on(async {
    /// let mut events = DoorEvents::start(|door| House(Box::new(door)));
    /// events.handle().0.on_open("Ann");
    /// assert!(matches!(events.next().await, Some(DoorEvent::OnOpen { .. })));
    /// events.close().await; // the house is gone
    /// # });
    /// ```
    pub fn start(start: impl FnOnce(Sender<T>) -> H) -> Self
    where
        H: Send + 'static,
    {
        Self::start_local(start).release_anywhere()
    }

    /// [`start`](Self::start) for an API that can refuse to.
    ///
    /// # Errors
    /// What `start` returned.
    ///
    /// ```standalone_crate
    /// # extern crate asyncify_runtime as asyncify;
    /// # use asyncify_macros::asyncify;
    /// #[asyncify(listener)]
    /// trait Door: Send {
    ///     fn on_open(&self, by: &str);
    /// }
    ///
    /// let refused = DoorEvents::<()>::try_start(|_| Err("there is no house"));
    /// assert_eq!(refused.unwrap_err(), "there is no house");
    /// ```
    pub fn try_start<X>(start: impl FnOnce(Sender<T>) -> Result<H, X>) -> Result<Self, X>
    where
        H: Send + 'static,
    {
        Self::try_start_local(start).map(Self::release_anywhere)
    }

    /// [`start`](Self::start) for a handle that must stay on its thread.
    pub fn start_local(start: impl FnOnce(Sender<T>) -> H) -> Self {
        into_ok(Self::try_start_local(|sender| Ok(start(sender))))
    }

    /// [`try_start`](Self::try_start) for a handle that must stay on its thread.
    ///
    /// # Errors
    /// What `start` returned.
    pub fn try_start_local<X>(start: impl FnOnce(Sender<T>) -> Result<H, X>) -> Result<Self, X> {
        Self::begin(T::Event::options(), T::SHOW_MISSING, |emitter| {
            start(sender(emitter))
        })
    }
}

fn sender<T: ListenerItem>(emitter: Emitter<T>) -> Sender<T> {
    T::Event::sender(Delivery::Stream(emitter))
}

/// Loom's own `Arc` can't hold what has no size.
type Function<E> = std::sync::Arc<dyn Fn(E) + Send + Sync>;

/// Where a sender's events go.
#[doc(hidden)]
pub enum Delivery<E: ListenerEvent> {
    Stream(Emitter<E::Item>),
    /// Until the end, which lets go of it.
    Function(Arc<Mutex<Option<Function<E>>>>),
}

impl<E: ListenerEvent> Delivery<E> {
    pub fn function(function: impl Fn(E) + Send + Sync + 'static) -> Self {
        let function: Function<E> = std::sync::Arc::new(function);
        Self::Function(Arc::new(Mutex::new(Some(function))))
    }

    pub fn emit(&self, event: E) {
        self.emit_with(|| event);
    }

    pub fn emit_with(&self, event: impl FnOnce() -> E) {
        self.emit_or_end(|| Some(event()));
    }

    pub fn emit_or_end(&self, event: impl FnOnce() -> Option<E>) {
        match self {
            Self::Stream(emitter) => {
                emitter.emit_or_end(|| event().map(E::Item::of));
            }
            Self::Function(_) => self.call(event),
        }
    }

    pub fn ask<R>(
        &self,
        timeout: Option<Duration>,
        event: impl FnOnce(Reply<R>) -> E,
    ) -> Option<R> {
        self.ask_or_end(timeout, |reply| Some(event(reply)))
    }

    pub fn ask_or_end<R>(
        &self,
        timeout: Option<Duration>,
        event: impl FnOnce(Reply<R>) -> Option<E>,
    ) -> Option<R> {
        match self {
            Self::Stream(emitter) => {
                emitter.ask_or_end(timeout, |reply| event(reply).map(E::Item::of))
            }
            Self::Function(_) => {
                let deadline = Deadline::after(timeout);
                let (reply, asked) = reply::question(Desk::new(false));
                self.call(|| event(reply));
                asked.wait(deadline)
            }
        }
    }

    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        match self {
            Self::Stream(emitter) => emitter.reply(reply),
            Self::Function(_) => catch(reply).map_err(|panic| self.panicked(panic)).ok(),
        }
    }

    pub fn end(&self) {
        match self {
            Self::Stream(emitter) => emitter.end(),
            Self::Function(function) => {
                let function = lock(function).take();
                discard(function);
            }
        }
    }

    pub fn is_closed(&self) -> bool {
        match self {
            Self::Stream(emitter) => emitter.is_closed(),
            Self::Function(function) => lock(function).is_none(),
        }
    }

    /// Passes an event to the function, or lets go of the function.
    fn call(&self, event: impl FnOnce() -> Option<E>) {
        let Self::Function(function) = self else {
            return;
        };
        let Some(function) = lock(function).clone() else {
            return discard(event);
        };
        match catch(event) {
            Ok(Some(event)) => contain(|| function(event)),
            Ok(None) => self.end(),
            Err(panic) => self.panicked(panic),
        }
        discard(function);
    }

    /// There is no consumer to resume it in.
    fn panicked(&self, panic: Payload) {
        discard(panic);
        self.end();
    }
}

impl<E: ListenerEvent> Clone for Delivery<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Stream(emitter) => Self::Stream(emitter.clone()),
            Self::Function(function) => Self::Function(Arc::clone(function)),
        }
    }
}

impl<E: ListenerEvent> fmt::Debug for Delivery<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
