//! What generated code names. Not part of the API: it changes without notice.

pub use ::core;
pub use ::std;
pub use ::std::boxed::Box;
pub use ::std::rc::Rc;
pub use ::std::string::String;
pub use ::std::sync::Arc;
pub use ::std::vec::Vec;

use crate::{Abandoned, CallError, EventStream, Once};

#[cfg(not(loom))]
pub use crate::frames::{
    frames_local as frames_here, frames_with_errors_local as frames_with_errors_here,
    try_frames_local as try_frames_here,
    try_frames_with_errors_local as try_frames_with_errors_here,
};
pub use crate::once::{Site, once_local as once_here, try_once_local as try_once_here};
pub use crate::stream::{
    lossy_stream_local as lossy_stream_here, stream_local as stream_here,
    try_lossy_stream_local as try_lossy_stream_here, try_stream_local as try_stream_here,
};

/// Calls `f` with `value`: gives a closure's parameter its type.
pub fn with<V, R>(value: V, f: impl FnOnce(V) -> R) -> R {
    f(value)
}

/// The fallback of the inherent `release_anywhere_if_send`: method probing comes here for handles
/// that are not known to be `Send + 'static`.
pub trait ReleaseHere: Sized {
    /// Leaves the handle to be dropped where the future or stream is.
    fn release_anywhere_if_send(self) -> Self {
        self
    }
}

impl<T, H, S, M, C: FnOnce(H), R> ReleaseHere for Once<T, H, S, M, C, R> {}
impl<T, H> ReleaseHere for EventStream<T, H> {}

/// The fallback of the inherent `coalesce_equal_errors`, for errors that cannot be compared.
pub trait KeepErrors: Sized {
    /// Leaves every error by itself.
    fn coalesce_equal_errors(self) -> Self {
        self
    }
}

impl<T, H> KeepErrors for EventStream<T, H> {}

#[cfg(not(loom))]
mod frame_streams {
    use super::{KeepErrors, ReleaseHere};
    use crate::{FrameItem, FrameStream};

    impl<T: Copy, I, H, F: FrameItem<T, I>> ReleaseHere for FrameStream<T, I, H, F> {}
    impl<T: Copy, I, H, F: FrameItem<T, I>> KeepErrors for FrameStream<T, I, H, F> {}
}

/// The two halves of a `Result`, also of an alias that names only one of them.
pub trait Outcome {
    /// The value.
    type Ok;
    /// The error.
    type Err;
}

impl<T, E> Outcome for Result<T, E> {
    type Ok = T;
    type Err = E;
}

/// One error for a callback that is given a `Result`.
pub fn flatten<T, E>(result: Result<Result<T, E>, Abandoned>) -> Result<T, CallError<E>> {
    flatten_try(result.map_err(CallError::Abandoned))
}

/// One error for a call that can be refused and a callback that is given a `Result`.
pub fn flatten_try<T, E>(result: Result<Result<T, E>, CallError<E>>) -> Result<T, CallError<E>> {
    result?.map_err(CallError::Failed)
}

/// What the expression of `start =` may return.
pub trait StartOutcome<E> {
    /// The error, converted to that of the function.
    fn into_result(self) -> Result<(), E>;
}

impl<E> StartOutcome<E> for () {
    fn into_result(self) -> Result<(), E> {
        Ok(())
    }
}

impl<E: From<F>, F> StartOutcome<E> for Result<(), F> {
    fn into_result(self) -> Result<(), E> {
        self.map_err(E::from)
    }
}

/// A borrowed callback argument that can be copied to an owned item.
#[diagnostic::on_unimplemented(
    message = "the callback lends `{Self}`, which cannot be copied to an owned item",
    label = "this borrows from the callback",
    note = "add `#[map(|..| ..)]` to turn the callback's arguments into an owned item"
)]
pub trait ToOwnedItem {
    /// What becomes of it.
    type Owned;
    /// Copies it.
    fn to_owned_item(&self) -> Self::Owned;
}

#[diagnostic::do_not_recommend]
impl<T: ToOwned + ?Sized> ToOwnedItem for T {
    type Owned = T::Owned;

    fn to_owned_item(&self) -> T::Owned {
        self.to_owned()
    }
}
