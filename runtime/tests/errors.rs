//! The errors go where a program's own do: into a boxed error, and into that of an `io::Result`.
#![cfg(not(loom))]

use std::error::Error;
use std::io;

use asyncify_runtime::{
    Abandoned, CallError, Completer, EventError, FeedError, Lagged, NotOk, once,
};
use futures::executor::block_on;

fn abandoned() -> Abandoned {
    block_on(once(|done: Completer<u8>| drop(done))).unwrap_err()
}

/// What `?` makes of it.
fn io<E>(error: E) -> io::Error
where
    io::Error: From<E>,
{
    (|| -> io::Result<()> { Err(error)? })().unwrap_err()
}

fn refused() -> io::Error {
    io::ErrorKind::PermissionDenied.into()
}

/// The kind, and the error that the other one is made of.
#[track_caller]
fn made_of<E: Error + PartialEq + 'static>(error: &io::Error, kind: io::ErrorKind, of: &E) {
    assert_eq!(error.kind(), kind);
    let inner = error.get_ref().expect("it is made of another error");
    assert_eq!(inner.downcast_ref(), Some(of));
    assert_eq!(error.to_string(), of.to_string());
}

#[test]
fn an_io_error_keeps_what_it_is_made_of() {
    let lost = abandoned();
    made_of(&io(lost.clone()), io::ErrorKind::Other, &lost);
    let call = io(CallError::<io::Error>::Abandoned(lost.clone()));
    made_of(&call, io::ErrorKind::Other, &lost);

    let lagged = Lagged { lost: 3 };
    made_of(&io(lagged), io::ErrorKind::Other, &lagged);
    let event = io(EventError::<io::Error>::from(lagged));
    made_of(&event, io::ErrorKind::Other, &lagged);

    let closed: FeedError = FeedError::Closed;
    made_of(&io(closed), io::ErrorKind::BrokenPipe, &closed);
    let feed = io(FeedError::<io::Error>::Closed);
    made_of(&feed, io::ErrorKind::BrokenPipe, &closed);
}

#[test]
fn the_apis_own_io_error_stays_what_it_is() {
    for error in [
        io(CallError::Failed(refused())),
        io(EventError::Failed(refused())),
        io(FeedError::Failed(refused())),
    ] {
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert!(error.get_ref().is_none());
    }
}

#[cfg(feature = "_pool")]
#[test]
fn a_portals_errors_have_kinds_of_their_own() {
    use asyncify_runtime::PortalError::{Cancelled, Closed, OwnThread, TimedOut};
    for (error, kind) in [
        (TimedOut, io::ErrorKind::TimedOut),
        (OwnThread, io::ErrorKind::Deadlock),
        (Closed, io::ErrorKind::Other),
        (Cancelled, io::ErrorKind::Other),
    ] {
        made_of(&io(error), kind, &error);
    }
}

#[test]
fn each_error_can_be_boxed() {
    type Boxed = Box<dyn Error + Send + Sync>;
    fn boxed<E: Into<Boxed> + Error>(error: E) {
        let told = error.to_string();
        let outer = (|| -> Result<(), Boxed> { Err(error.into())? })().unwrap_err();
        assert_eq!(outer.to_string(), told);
    }
    boxed(abandoned());
    boxed(CallError::Failed(refused()));
    boxed(NotOk(1));
    boxed(Lagged { lost: 1 });
    boxed(EventError::Failed(refused()));
    boxed(FeedError::Failed(refused()));
    #[cfg(feature = "_pool")]
    boxed(asyncify_runtime::PortalError::Closed);
}
