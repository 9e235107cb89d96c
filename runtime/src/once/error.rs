//! What a call can end with instead of a value.

use std::error::Error;
use std::fmt;
use std::panic::Location;

/// Where a call was made. Nothing is formatted before it is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Site {
    closure: fn() -> &'static str,
    location: &'static Location<'static>,
}

impl Site {
    /// The site of the caller, named after the closure that starts the call.
    #[track_caller]
    pub(crate) fn of<S>() -> Self {
        Self {
            closure: std::any::type_name::<S>,
            location: Location::caller(),
        }
    }

    /// The closure stands inside the function, so its name is that of the function.
    pub(crate) fn function(self) -> &'static str {
        (self.closure)().trim_end_matches("::{{closure}}")
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { location, .. } = self;
        write!(
            f,
            "`{}` ({}:{})",
            self.function(),
            location.file(),
            location.line()
        )
    }
}

/// The API called back to say that it failed, by the flag that `#[ok_if]` reads.
///
/// It holds what the callback brought all the same.
///
/// ```
/// # use asyncify_runtime::NotOk;
/// assert_eq!(NotOk(3).to_string(), "the API reported a failure");
/// assert_eq!(NotOk(3).0, 3);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NotOk<T>(pub T);

// What the callback brought may be anything, and so need not be printable.
impl<T> fmt::Debug for NotOk<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotOk").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for NotOk<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the API reported a failure")
    }
}

impl<T> Error for NotOk<T> {}

/// The API dropped the callback without calling it.
///
/// ```
/// # use asyncify_runtime::{Completer, once};
/// # futures::executor::block_on(async {
/// let lost = once(|done: Completer<u8>| drop(done)).await.unwrap_err();
/// assert!(lost.to_string().ends_with("was abandoned: its callback was dropped without being called"));
/// assert_eq!(lost.file(), file!());
/// # });
/// ```
#[derive(Clone)]
pub struct Abandoned {
    site: Site,
}

impl Abandoned {
    pub(super) fn new(site: Site) -> Self {
        Self { site }
    }

    /// The path of the function that made the call.
    #[must_use]
    pub fn function(&self) -> &str {
        self.site.function()
    }

    /// The source file of the call.
    #[must_use]
    pub fn file(&self) -> &str {
        self.site.location.file()
    }

    /// The line of the call, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.site.location.line()
    }
}

impl PartialEq for Abandoned {
    fn eq(&self, other: &Self) -> bool {
        (self.line(), self.file(), self.function())
            == (other.line(), other.file(), other.function())
    }
}

impl Eq for Abandoned {}

impl fmt::Debug for Abandoned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Abandoned")
            .field("function", &self.function())
            .field("file", &self.file())
            .field("line", &self.line())
            .finish()
    }
}

impl fmt::Display for Abandoned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = self.site;
        write!(
            f,
            "{site} was abandoned: its callback was dropped without being called"
        )
    }
}

impl Error for Abandoned {}

/// Why a call that can fail has no value.
///
/// ```
/// # use asyncify_runtime::{CallError, Completer, try_once};
/// # futures::executor::block_on(async {
/// let refused = try_once(|_: Completer<u8>| Err::<(), _>("no such device")).await;
/// assert_eq!(refused, Err(CallError::Failed("no such device")));
/// # });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError<E> {
    /// The API said so.
    Failed(E),
    /// The API dropped the callback without calling it.
    Abandoned(Abandoned),
}

impl<E> CallError<E> {
    /// The API's own error, if it is one.
    pub fn into_failed(self) -> Option<E> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Abandoned(_) => None,
        }
    }

    /// Turns both cases into an error type of the caller's.
    ///
    /// ```
    /// # use asyncify_runtime::CallError;
    /// let failed: CallError<std::fmt::Error> = CallError::Failed(std::fmt::Error);
    /// let boxed: Box<dyn std::error::Error> = failed.convert();
    /// assert!(boxed.is::<std::fmt::Error>());
    /// ```
    pub fn convert<X: From<E> + From<Abandoned>>(self) -> X {
        match self {
            Self::Failed(error) => error.into(),
            Self::Abandoned(abandoned) => abandoned.into(),
        }
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Abandoned(abandoned) => abandoned.fmt(f),
        }
    }
}

impl<E: Error> Error for CallError<E> {
    // The error shows as what it holds, so its source is the source of that.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => error.source(),
            Self::Abandoned(_) => None,
        }
    }
}
