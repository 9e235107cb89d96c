//! The realtime callback's side.

use std::cell::RefCell;
use std::fmt;
use std::task::{Wake, Waker};

use crate::ffi::generated::{Anchor, Attached};
use crate::panics::catch;
use crate::realtime::link::Link;
use crate::realtime::wake::Parking;
use crate::sync::Arc;
use crate::sync::spsc::Consumer;
use crate::sync::thread::{self, Thread};

use super::Shortage;

/// Fills what a realtime callback is asked to fill. Given to the closure of [`feed`](crate::feed).
///
/// Filling copies samples out of a ring and never waits: no lock, no allocation, no system call, and
/// under [`Wake::Tick`](crate::Wake::Tick) no waker of the executor's. Otherwise it wakes a writer that
/// is parked. No method panics or unwinds, whatever the feed's waker does.
///
/// It is `Send`, for a callback that moves between threads, and not `Sync`: one thread fills at a
/// time. Dropping the reader ends the feed.
///
/// ```
/// # use asyncify_runtime::{FeedOptions, FeedReader, feed};
/// # futures::executor::block_on(async {
/// let mut played = feed(FeedOptions::new(), |source: FeedReader<i16>| source);
/// played.write(&[1, 2, 3]).await?;
/// let mut block = [0; 4];
/// played.handle().fill(&mut block); // what the API's callback does
/// assert_eq!((block, played.underruns(), played.silence()), ([1, 2, 3, 0], 1, 1));
/// # Ok::<(), asyncify_runtime::FeedError>(()) }).unwrap();
/// ```
pub struct FeedReader<T> {
    /// Borrowed for no longer than the ring itself takes, so never twice.
    ring: RefCell<Consumer<T>>,
    /// Where a callback that may wait leaves its thread.
    filled: RefCell<Parking>,
    silence: T,
    shortage: Arc<Shortage>,
    link: Arc<Link>,
}

impl<T: Copy> FeedReader<T> {
    pub(super) fn new(
        ring: Consumer<T>,
        filled: Parking,
        silence: T,
        shortage: Arc<Shortage>,
        link: Arc<Link>,
    ) -> Self {
        link.add_producer();
        Self {
            ring: RefCell::new(ring),
            filled: RefCell::new(filled),
            silence,
            shortage,
            link,
        }
    }

    /// Fills the slice: with the oldest samples that wait, and where they do not suffice, with
    /// silence.
    ///
    /// A call that is short counts as one [underrun](crate::Feed::underruns), unless the feed was
    /// closed or dropped: then there is nothing but silence.
    pub fn fill(&self, out: &mut [T]) {
        let taken = self.read(out);
        let missing = &mut out[taken..];
        if missing.is_empty() {
            return;
        }
        missing.fill(self.silence);
        if !self.link.is_closed() {
            self.shortage.count(missing.len());
        }
    }

    /// Copies the oldest samples that wait to the beginning of the slice, and leaves the rest as it
    /// is. Returns how many there were: for callbacks that tell the API so.
    ///
    /// Nothing counts as an underrun.
    ///
    /// ```
    /// # use asyncify_runtime::{FeedOptions, FeedReader, feed};
    /// # futures::executor::block_on(async {
    /// let mut upload = feed(FeedOptions::new(), |source: FeedReader<u8>| source);
    /// upload.write(b"abc").await?;
    /// let mut block = *b"-----";
    /// assert_eq!((upload.handle().read(&mut block), &block), (3, b"abc--"));
    /// # Ok::<(), asyncify_runtime::FeedError>(()) }).unwrap();
    /// ```
    pub fn read(&self, out: &mut [T]) -> usize {
        let _inside = self.link.threads.enter();
        if self.link.refuses() {
            return 0;
        }
        let taken = self.ring.borrow_mut().pop_partial_slice(out).0.len();
        if taken > 0 {
            self.link.deliver(taken);
            self.link.announce(|| self.ring.borrow().is_empty());
        }
        taken
    }

    /// [`read`](Self::read) that waits until there is at least one sample, for callbacks that may
    /// block. Returns 0 once the feed has ended, or was closed or dropped: then there is no more to
    /// come.
    ///
    /// It does not wait on the thread that writes, which is the one that started the API until
    /// another one has written: that would be to wait for oneself.
    ///
    /// ```
    /// # use asyncify_runtime::{FeedOptions, FeedReader, feed};
    /// # futures::executor::block_on(async {
    /// let (tell, told) = std::sync::mpsc::channel();
    /// let mut upload = feed(FeedOptions::new(), |source: FeedReader<u8>| {
    ///     std::thread::spawn(move || {
    ///         let mut block = [0; 4];
    ///         loop {
    ///             match source.read_blocking(&mut block) {
    ///                 0 => break,
    ///                 count => tell.send(block[..count].to_vec()).unwrap(),
    ///             }
    ///         }
    ///     })
    /// });
    /// upload.write(b"all of it").await?;
    /// upload.drain().await?;
    /// upload.close().await; // the end of the upload
    /// assert_eq!(told.iter().flatten().collect::<Vec<_>>(), b"all of it");
    /// # Ok::<(), asyncify_runtime::FeedError>(()) }).unwrap();
    /// ```
    pub fn read_blocking(&self, out: &mut [T]) -> usize {
        let mut waker = None;
        loop {
            // Asked before: what was written before the end is then found.
            let is_over =
                self.link.is_closed() || out.is_empty() || self.link.threads.is_consumer();
            let taken = self.read(out);
            if taken > 0 || is_over {
                return taken;
            }
            // Left, looked again, and only then parked.
            match waker.take() {
                None => {
                    let ours = Waker::from(std::sync::Arc::new(Unpark(thread::current())));
                    self.filled.borrow_mut().register(&ours);
                    waker = Some(ours);
                }
                Some(_) => thread::park(),
            }
        }
    }

    /// [`fill`](Self::fill) of the slice that a closure returns. Its panic does not unwind into the
    /// caller of the callback: it ends the feed and is resumed in the consumer. Nothing is filled
    /// then.
    #[doc(hidden)]
    pub fn fill_catching<'a>(&self, slice: impl FnOnce() -> &'a mut [T])
    where
        T: 'a,
    {
        let _inside = self.link.threads.enter();
        match catch(slice) {
            Ok(slice) => self.fill(slice),
            Err(payload) => self.link.resume_later(payload),
        }
    }

    /// Runs what answers the API, also when nobody writes. Its panic ends the feed and is resumed in
    /// the consumer; there is no answer then.
    #[doc(hidden)]
    pub fn reply<R>(&self, reply: impl FnOnce() -> R) -> Option<R> {
        self.link.reply(reply)
    }

    /// Ends the feed.
    pub(crate) fn end(&self) {
        let _inside = self.link.threads.enter();
        self.link.finish();
        self.link.notify();
    }

    /// Whether the feed has ended, or its consumer has closed or dropped it.
    pub fn is_closed(&self) -> bool {
        self.link.is_closed()
    }

    /// Whether what was taken may not be all: the feed was dropped rather than
    /// [closed](crate::Feed::close), or has ended by an error or a panic.
    ///
    /// A callback that tells its API of the end, as an upload does, asks this when
    /// [`read_blocking`](Self::read_blocking) finds no more.
    ///
    /// ```
    /// # use asyncify_runtime::{FeedOptions, FeedReader, feed};
    /// let mut kept = None;
    /// let upload = feed(FeedOptions::new(), |source: FeedReader<u8>| kept = Some(source));
    /// let source = kept.unwrap();
    /// assert!(!source.is_abandoned());
    /// drop(upload);
    /// assert!(source.is_abandoned());
    /// ```
    pub fn is_abandoned(&self) -> bool {
        self.link.refuses()
    }
}

impl<T> Anchor for FeedReader<T> {
    fn attach(&self, key: Attached) {
        self.link.attach(key);
    }
}

/// A thread that waits for samples.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.unpark();
    }
}

impl<T> Drop for FeedReader<T> {
    fn drop(&mut self) {
        let _inside = self.link.threads.enter();
        // Also while error senders live on: what is written now would never be taken.
        self.link.leave();
        self.link.remove_producer();
    }
}

impl<T> fmt::Debug for FeedReader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeedReader")
            .field("closed", &self.link.is_closed())
            .finish_non_exhaustive()
    }
}
