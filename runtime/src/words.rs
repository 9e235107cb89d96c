//! The words of the attribute that editors complete, each with its documentation there.
#![allow(non_upper_case_globals, reason = "they are spelt as in the attribute")]

/// Declares the words of a list.
macro_rules! words {
    ($(#[doc = $doc:literal] $word:ident,)*) => {
        $(
            #[doc = $doc]
            pub const $word: () = ();
        )*
    };
}

/// `#[asyncify(OPTION, ..)]`. There is `crate = ::path`, too, which is no name.
pub mod option {
    words! {
        /// Called back once: a future, also of an `FnMut`.
        once,
        /// Called back many times: a stream, also of an `FnOnce`.
        stream,
        /// Called back with samples on a realtime thread: a stream of frames.
        frames,
        /// Called back to fill a buffer: a sink.
        feed,
        /// The function blocks: it runs on a pool, or, if it calls back, on a thread of its own.
        blocking,
        /// On an `async fn` that hands a resource out: a `Context`.
        context,
        /// On an `async fn`: a twin that takes a callback.
        callback,
        /// On a trait: it is called back itself. A stream of its events, and what implements it.
        listener,
        /// The callback version stays; the twin is `NAME_async`, `NAME_stream` or `NAME_feed`.
        keep,
        /// The handle never leaves its thread: it need not be `Send`.
        local,
        /// On a method of an annotated block: leaves it alone.
        skip,
        /// `name = ident`: the twin's name.
        name,
        /// `ext = Name`: the extension trait to make, for methods of a type of somebody else.
        ext,
        /// `path = krate::module`: the module whose functions are called.
        path,
        /// `buffer = 64`: how many items, or samples, there is room for.
        buffer,
        /// `silence = 0.0`: what a buffer is filled with where nothing was written.
        silence,
        /// `underrun = silence`: what a callback gets that asks for more than was written.
        underrun,
        /// `overflow = drop_oldest`: what becomes of items that the consumer is too slow for.
        overflow,
        /// `wake = tick(5)`: when a callback wakes the task that waits.
        wake,
        /// `cancel = |handle| handle.stop()`: runs instead of dropping the handle, if the API had not finished.
        cancel,
        /// `start = |handle| handle.play()`: runs after the function, with `&mut handle`.
        start,
        /// `error = AppError`: all errors become this type, by `From`.
        error,
        /// `abandoned = panic`, `abandoned = expr`: instead of `Err(Abandoned)`.
        abandoned,
        /// `wrapper = AsyncName`: with `blocking`, a handle whose methods run on a pool.
        wrapper,
        /// `portal = expr`: with `callback`, the loop that the function runs on.
        portal,
    }
}

/// `overflow = POLICY`
pub mod overflow {
    words! {
        /// Nothing is ever full, or lost.
        unbounded,
        /// What comes while the buffer is full is lost.
        drop_newest,
        /// What waits longest in a full buffer is lost.
        drop_oldest,
        /// One item is kept, the newest.
        latest,
        /// The callback waits until there is room.
        block,
    }
}

/// `wake = WHEN`
pub mod wake {
    words! {
        /// The callback wakes the task each time.
        direct,
        /// `every(8)`: the callback wakes the task every so many times.
        every,
        /// `tick(5)`: the callback never does; a thread looks every so many milliseconds.
        tick,
    }
}

/// `underrun = POLICY`
pub mod underrun {
    words! {
        /// Silence, where nothing was written.
        silence,
        /// What there is, which `#[reply(..)]` tells.
        partial,
        /// The same, and the callback waits if there is nothing.
        block,
    }
}

/// `#[MARK]`, on a parameter
pub mod mark {
    words! {
        /// Brings the items, or the result.
        item,
        /// Brings errors; `#[error(fatal)]` and `#[error(fatal_if = |e| ..)]` end the stream.
        error,
        /// Ends the stream.
        end,
        /// What a call tells of itself until it is done.
        progress,
        /// Stays a parameter.
        skip,
        /// `#[map(|a, b| expr)]`: makes the item of the arguments.
        map,
        /// `#[shape(FnMut(A, B))]`: what a callback is that hides behind a trait or an alias.
        shape,
        /// `#[reply(expr)]`: what the callback returns to its caller.
        reply,
        /// `#[end_if(|a, b| condition)]`, `#[end_if(none)]`: this call is the end, and no item.
        end_if,
        /// `#[ok_if(|a, b| condition)]`: the item is `Ok` where this holds.
        ok_if,
        /// What C hands back to the callback.
        user_data,
        /// What C calls when it is done with the callback.
        destroy,
    }
}
