//! What generated code names. Not part of the API: it changes without notice.

use std::borrow::{Borrow, BorrowMut};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

#[cfg(feature = "_pool")]
pub use crate::blocking::{Shared, Turns};
pub use crate::stream::listener::Delivery;
use crate::{Abandoned, CallError, Duplex, EventStream, Feed, FrameItem, FrameStream, NotOk, Once};

pub use crate::ffi::generated as ffi;

/// The fallback of the inherent `release_anywhere_if_send`: method probing comes here for handles
/// that are not known to be `Send + 'static`.
pub trait ReleaseHere: Sized {
    /// Leaves the handle to be dropped where the future or stream is.
    fn release_anywhere_if_send(self) -> Self {
        self
    }
}

impl<T, H, S, M, C: FnOnce(H), R> ReleaseHere for Once<T, H, S, M, C, R> {}
impl<T, H, C: FnOnce(H)> ReleaseHere for EventStream<T, H, C> {}
impl<T: Copy, H, E> ReleaseHere for Feed<T, H, E> {}
impl<I: Copy, O: Copy, N, H, F: FrameItem<I, N>> ReleaseHere for Duplex<I, O, N, H, F> {}
impl<T: Copy, I, H, F: FrameItem<T, I>> ReleaseHere for FrameStream<T, I, H, F> {}

/// The fallback of the inherent `coalesce_equal_errors`, for errors that cannot be compared.
pub trait KeepErrors: Sized {
    /// Leaves every error by itself.
    fn coalesce_equal_errors(self) -> Self {
        self
    }
}

impl<T, H, C: FnOnce(H)> KeepErrors for EventStream<T, H, C> {}
impl<I: Copy, O: Copy, N, H, F: FrameItem<I, N>> KeepErrors for Duplex<I, O, N, H, F> {}
impl<T: Copy, H, E> KeepErrors for Feed<T, H, E> {}
impl<T: Copy, I, H, F: FrameItem<T, I>> KeepErrors for FrameStream<T, I, H, F> {}

pub use crate::duplex::{duplex_with_end_local, try_duplex_with_end_local};
pub use crate::frames::{frames_with_end_local, no_destructor, try_frames_with_end_local};
#[cfg(feature = "_pool")]
pub use crate::portal::callback::{call_back, call_back_surely};

/// What the API is answered with when a `#[reply]` has panicked. `R` must be named: probing cannot
/// tell the bounds of a type that is still to be inferred.
pub struct Instead<R>(PhantomData<R>);

impl<R> Instead<R> {
    /// Nothing is known of `R` yet.
    #[allow(
        clippy::new_without_default,
        reason = "generated code names one way to make it"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Default> Instead<R> {
    /// The default.
    pub fn reply(self) -> R {
        R::default()
    }
}

/// The fallback of the inherent `reply`, for types that are not known to have a default.
pub trait NoInstead<R>: Sized {
    /// There is no answer to give.
    ///
    /// # Panics
    /// Always.
    #[track_caller]
    fn reply(self) -> R {
        panic!("a `#[reply]` panicked, and its type has no default to answer with")
    }
}

impl<R> NoInstead<R> for Instead<R> {}

/// An argument that one closure looks at before another one takes it.
pub struct Seen<'a, T>(pub &'a T);

impl<T: Copy> Seen<'_, T> {
    /// What can be copied.
    pub fn itself(self) -> T {
        *self.0
    }
}

/// The fallback of the inherent `itself`, for types that are not known to be `Copy`.
pub trait SeenByReference<'a, T> {
    /// What can only be borrowed.
    fn itself(self) -> &'a T;
}

impl<'a, T> SeenByReference<'a, T> for Seen<'a, T> {
    fn itself(self) -> &'a T {
        self.0
    }
}

/// `Clone`, with a lifetime to bind: a type that is sure not to be `Clone` may be asked for it then.
/// The number is that of the field: what is asked of two fields whose types turn out to be the same is
/// still not the same, which the compiler could not choose from.
pub trait CloneField<'field, const N: usize>: Clone {}

impl<T: Clone, const N: usize> CloneField<'_, N> for T {}

/// `Debug`, likewise.
pub trait DebugField<'field, const N: usize>: fmt::Debug {}

impl<T: fmt::Debug, const N: usize> DebugField<'_, N> for T {}

/// `PartialEq`, likewise.
pub trait PartialEqField<'field, const N: usize>: PartialEq {}

impl<T: PartialEq, const N: usize> PartialEqField<'_, N> for T {}

/// The two halves of a `Result`, also of an alias that names only one of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` bears the name of a `Result`, and is none",
    label = "what is kept, and what is an error?",
    note = "say it on the function: `#[status(|value| -> Result<Handle, Error> {{ .. }})]`"
)]
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

/// One of two errors, where there can be but one.
#[diagnostic::on_unimplemented(
    message = "this can fail with `{Expected}` and with `{Self}`",
    label = "one `Result` has one type of error",
    note = "name a type that both convert to with `error = Type`, by `From`"
)]
pub trait SameError<Expected> {
    /// The error itself.
    fn same(self) -> Expected;
}

#[diagnostic::do_not_recommend]
impl<E> SameError<E> for E {
    fn same(self) -> E {
        self
    }
}

/// Asks the compiler whether two errors, of which one has no name, are of one type.
pub struct Same<E, Expected>(PhantomData<(E, Expected)>);

impl<E, Expected> Same<E, Expected> {
    /// The error as it is expected.
    pub fn error(error: E) -> Expected
    where
        E: SameError<Expected>,
    {
        error.same()
    }

    /// The same of the error in a `Result`.
    pub fn result<T>(result: Result<T, E>) -> Result<T, Expected>
    where
        E: SameError<Expected>,
    {
        result.map_err(E::same)
    }

    /// The same of what a callback is given, where the call can be refused.
    pub fn flatten<T>(
        result: Result<Result<T, E>, CallError<Expected>>,
    ) -> Result<T, CallError<Expected>>
    where
        E: SameError<Expected>,
    {
        flatten_try(result.map(Self::result))
    }
}

/// One error for a callback that is given a `Result`.
pub fn flatten<T, E>(result: Result<Result<T, E>, Abandoned>) -> Result<T, CallError<E>> {
    flatten_try(result.map_err(CallError::Abandoned))
}

/// One error for a call that can be refused and a callback that is given a `Result`.
pub fn flatten_try<T, E>(result: Result<Result<T, E>, CallError<E>>) -> Result<T, CallError<E>> {
    result?.map_err(CallError::Failed)
}

/// An error that can tell that a call was abandoned.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't tell that a call was abandoned",
    label = "does not implement `From<asyncify::Abandoned>`",
    note = "an API may drop its callback without calling it, so `error` names a type that is made of \
            `asyncify::Abandoned`, too: one of your own with that `From`, `std::io::Error`, or \
            `Box<dyn std::error::Error + Send + Sync>`",
    note = "where that never happens, say `abandoned = panic`"
)]
pub trait FromAbandoned {
    /// The error.
    fn from_abandoned(abandoned: Abandoned) -> Self;
}

#[diagnostic::do_not_recommend]
impl<X: From<Abandoned>> FromAbandoned for X {
    fn from_abandoned(abandoned: Abandoned) -> Self {
        abandoned.into()
    }
}

/// `error =` of a call that can't fail.
pub fn convert_abandoned<X: FromAbandoned, T>(result: Result<T, Abandoned>) -> Result<T, X> {
    result.map_err(X::from_abandoned)
}

/// An error that converts to what `error =` names. Asked of the error, since of the type that is named
/// the compiler would guess that it is made of itself.
#[diagnostic::on_unimplemented(
    message = "this can fail with `{Self}`, of which no `{X}` can be made",
    label = "`{X}` does not implement `From<{Self}>`",
    note = "`error` names a type that every error converts to: implement `From<{Self}>` for it, or \
            name another"
)]
pub trait ToError<X> {
    /// What `error =` names.
    fn to_error(self) -> X;
}

#[diagnostic::do_not_recommend]
impl<E, X: From<E>> ToError<X> for E {
    fn to_error(self) -> X {
        self.into()
    }
}

/// `error =` of a callback, or of what a call returns.
pub fn to_error<X, E: ToError<X>>(error: E) -> X {
    error.to_error()
}

/// `error =` of a call that can fail.
pub fn convert<X: FromAbandoned, T, E: ToError<X>>(
    result: Result<T, CallError<E>>,
) -> Result<T, X> {
    result.map_err(|error| match error {
        CallError::Failed(error) => error.to_error(),
        CallError::Abandoned(abandoned) => X::from_abandoned(abandoned),
    })
}

/// `#[ok_if]`
pub fn ok_if<T>(ok: bool, value: T) -> Result<T, NotOk<T>> {
    if ok { Ok(value) } else { Err(NotOk(value)) }
}

/// What `#[status]` makes of what the initiating call returned.
pub fn status<V, H, E>(returned: V, status: impl FnOnce(V) -> Result<H, E>) -> Result<H, E> {
    status(returned)
}

/// Lets `start =` see the handle of an API that can't be refused.
pub fn started<H>(mut handle: H, start: impl FnOnce(&mut H)) -> H {
    start(&mut handle);
    handle
}

/// Lets `start =` see the handle of an API that can be refused, and refuse it in turn.
pub fn try_started<H, E, R: StartOutcome<E>>(
    handle: Result<H, E>,
    start: impl FnOnce(&mut H) -> R,
) -> Result<H, E> {
    let mut handle = handle?;
    start(&mut handle).into_result()?;
    Ok(handle)
}

/// Makes a `start =` that takes `&H` one that is offered `&mut H`.
pub fn sharing<H, R>(start: impl FnOnce(&H) -> R) -> impl FnOnce(&mut H) -> R {
    move |handle| start(handle)
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

/// Makes a `cancel =` of any result one without, and gives its parameter a type.
pub fn cancelling<H, R>(cancel: impl FnOnce(H) -> R) -> impl FnOnce(H) {
    move |handle| drop(cancel(handle))
}

/// [`cancelling`] for a stream, which may be dropped on any thread.
pub fn cancelling_anywhere<H, R>(
    cancel: impl FnOnce(H) -> R + Leaves,
) -> impl FnOnce(H) + Send + 'static {
    move |handle| drop(cancel(handle))
}

/// Calls a `cancel =` that is a path, whichever way it takes the handle.
pub fn cancel_by<H, Way>(cancel: impl CancelBy<H, Way>, handle: H) {
    cancel.cancel(handle);
}

/// A function that the handle can be given or lent to.
#[diagnostic::on_unimplemented(
    message = "`cancel` is called with the handle, `{H}`",
    label = "this is called otherwise",
    note = "write a closure: `cancel = |handle| expr`"
)]
pub trait CancelBy<H, Way> {
    /// Calls it.
    fn cancel(self, handle: H);
}

/// The handle is given away, to a function that returns an `R`.
pub struct ByValue<R>(PhantomData<R>);

/// The handle is lent.
pub struct ByReference<R>(PhantomData<R>);

/// The handle is lent to be changed.
pub struct ByMutable<R>(PhantomData<R>);

#[diagnostic::do_not_recommend]
impl<H, R, F: FnOnce(H) -> R> CancelBy<H, ByValue<R>> for F {
    fn cancel(self, handle: H) {
        drop(self(handle));
    }
}

#[diagnostic::do_not_recommend]
impl<H, R, F: FnOnce(&H) -> R> CancelBy<H, ByReference<R>> for F {
    fn cancel(self, handle: H) {
        drop(self(&handle));
    }
}

#[diagnostic::do_not_recommend]
impl<H, R, F: FnOnce(&mut H) -> R> CancelBy<H, ByMutable<R>> for F {
    fn cancel(self, mut handle: H) {
        drop(self(&mut handle));
    }
}

/// What a stream may take along to any thread.
#[diagnostic::on_unimplemented(
    message = "`cancel` keeps something that is not `Send`, and the stream may be dropped on any thread",
    label = "this can't be sent to another thread",
    note = "if all is on one thread, say `local`: the stream stays there, and so does `cancel`"
)]
pub trait Leaves: Send + 'static {}

#[diagnostic::do_not_recommend]
impl<C: Send + 'static> Leaves for C {}

/// `abandoned = panic`
#[track_caller]
pub fn panic_abandoned(abandoned: Abandoned) -> ! {
    panic!("{abandoned}")
}

/// What can be taken to the thread where the function runs.
#[diagnostic::on_unimplemented(
    message = "this `{Self}` is taken to another thread, and it is not `Send`",
    label = "this can't be sent to another thread",
    note = "take a type that is `Send`: `Arc` for `Rc`, `Mutex` for `RefCell`, \
            `impl Trait + Send + 'static` for `impl Trait`"
)]
pub trait ToThread {
    /// The type itself.
    type Itself;
    /// The value itself.
    fn itself(self) -> Self::Itself;
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> ToThread for T {
    type Itself = T;
    fn itself(self) -> T {
        self
    }
}

/// Lets a value go to the thread where the function runs. The result's type is a parameter, so that
/// nothing is known of it, nor reported, where the value can't go.
pub fn to_thread<T: ToThread<Itself = U>, U>(value: T) -> U {
    value.itself()
}

/// What can be copied where it is only lent.
#[diagnostic::on_unimplemented(
    message = "a copy of this `{Self}` is taken to another thread, and it is not `Clone`",
    label = "this is lent, and can't be copied",
    note = "take it by value, or in an `Arc`; for blocking methods of a type that is not `Clone`, make \
            a handle: `#[asyncify(blocking, wrapper = AsyncName)] impl Name {{ .. }}`; what is unsized \
            can be copied if it is `ToOwned`"
)]
pub trait Copied<Own> {
    /// A copy, of another type if this one is unsized.
    fn copy(&self) -> Own;
}

#[diagnostic::do_not_recommend]
impl<T: ToOwned + ?Sized> Copied<T::Owned> for T {
    fn copy(&self) -> T::Owned {
        self.to_owned()
    }
}

/// Copies what is lent to a function that may outlive its caller. As with [`to_thread`], nothing is
/// known of a copy that can't go.
pub fn copied<T: Copied<Own> + ?Sized, Own: ToThread<Itself = U>, U>(lent: &T) -> LentCopy<T, U> {
    LentCopy(lent.copy().itself(), PhantomData)
}

/// A copy of a `T`, which is lent as one.
pub struct LentCopy<T: ?Sized, Own>(pub Own, PhantomData<fn(&T)>);

impl<T: ?Sized, Own: Borrow<T>> Deref for LentCopy<T, Own> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.borrow()
    }
}

impl<T: ?Sized, Own: BorrowMut<T>> DerefMut for LentCopy<T, Own> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.borrow_mut()
    }
}

/// What is lent to be changed, and can be taken for that.
#[diagnostic::on_unimplemented(
    message = "`blocking` takes this `{Self}` to another thread and puts it back later, and it is \
               not `Default`",
    label = "there is nothing to leave here meanwhile",
    note = "take it by value, and return it"
)]
pub trait Taken: Default {}

#[diagnostic::do_not_recommend]
impl<T: Default> Taken for T {}

/// Takes what is lent to be changed.
pub fn taken<T: Taken>(lent: &mut T) -> T {
    std::mem::take(lent)
}

/// What a callback lends and can be copied to outlive the call.
#[diagnostic::on_unimplemented(
    message = "the callback lends a `{Self}`, which can't be copied to outlive the call",
    label = "this is lent for the time of the call",
    note = "implement `Clone` for it, or add `#[map(|..| -> Type {{ .. }})]` to the parameter and \
            make an owned value there"
)]
pub trait Lent: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> Lent for T {}

/// Copies a borrowed callback argument.
pub fn cloned<T: Lent>(lent: &T) -> T {
    lent.clone()
}

/// Copies a borrowed slice.
pub fn to_vec<T: Lent>(lent: &[T]) -> Vec<T> {
    lent.to_vec()
}

#[path = "words.rs"]
pub mod words;
