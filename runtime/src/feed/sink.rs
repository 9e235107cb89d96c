//! The feed as a `Sink`: of blocks of samples, and of single ones.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_sink::Sink;

use super::{Feed, FeedError};

impl<T: Copy, H, E> Feed<T, H, E> {
    fn accept(&mut self, mut block: &[T]) -> Result<(), FeedError<E>> {
        let writer = self.inner.lane_mut();
        writer.check()?;
        if writer.waiting.is_empty() {
            writer.push(&mut block);
        }
        writer.waiting.extend_from_slice(block);
        Ok(())
    }

    fn poll_room(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), FeedError<E>>> {
        self.inner.lane_mut().poll_waiting(cx)
    }

    fn poll_finish(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), FeedError<E>>> {
        if self.try_handle().is_some() {
            ready!(self.inner.lane_mut().poll_drain(cx))?;
        }
        self.inner.poll_close(cx).map(Ok)
    }
}

/// The item is all that differs.
macro_rules! sink {
    ($(#[$about:meta])* [$($lifetime:lifetime)?] $item:ty, $name:ident => $block:expr) => {
        $(#[$about])*
        impl<$($lifetime,)? T: Copy, H, E> Sink<$item> for Feed<T, H, E> {
            type Error = FeedError<E>;

            fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
                self.poll_room(cx)
            }

            fn start_send(mut self: Pin<&mut Self>, $name: $item) -> Result<(), Self::Error> {
                self.accept($block)
            }

            fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
                self.poll_room(cx)
            }

            fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
                self.poll_finish(cx)
            }
        }
    };
}

sink! {
    /// Blocks of samples. Flushing puts them into the ring; closing waits until all has been taken,
    /// and then closes the feed.
    [] Vec<T>, block => &block
}

sink! {
    /// Blocks of samples. Flushing puts them into the ring; closing waits until all has been taken,
    /// and then closes the feed.
    ['a] &'a [T], block => block
}

sink! {
    /// Single samples. Where several channels are interleaved, blocks are better: an underrun between
    /// the samples of one moment would shift the channels.
    [] T, sample => std::slice::from_ref(&sample)
}
