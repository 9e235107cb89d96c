//! What the function of a context may return.

/// What the function behind a [`Context`](crate::Context) returns: `()`, or `Result<(), E>`.
#[diagnostic::on_unimplemented(
    message = "the function of a context returns `()` or `Result<(), E>`, not `{Self}`",
    label = "the value of a context is what the body of `with` returns"
)]
pub trait Ending: Sized + Send + 'static + sealed::Sealed {
    /// What comes of a body that returns a `T`.
    type With<T>;

    /// After a body that has returned this.
    #[doc(hidden)]
    fn with<T>(self, value: T) -> Self::With<T>;

    /// Why there was no body, if it was an error.
    #[doc(hidden)]
    fn error<T>(self) -> Option<Self::With<T>>;
}

impl Ending for () {
    type With<T> = T;

    fn with<T>(self, value: T) -> T {
        value
    }

    fn error<T>(self) -> Option<T> {
        None
    }
}

impl<E: Send + 'static> Ending for Result<(), E> {
    type With<T> = Result<T, E>;

    fn with<T>(self, value: T) -> Result<T, E> {
        self.map(|()| value)
    }

    fn error<T>(self) -> Option<Result<T, E>> {
        self.err().map(Err)
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for () {}

    impl<E> Sealed for Result<(), E> {}
}
