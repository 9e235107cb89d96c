//! Keys of one thread, and what becomes of them when it ends.
#![cfg(not(loom))]

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use asyncify_runtime::{
    Abandoned, Completer, Emitter, StreamOptions, ffi, once, once_local, stream_local,
};
use futures::StreamExt;
use futures::executor::block_on;

/// Runs its job when its thread ends.
struct AtEnd(RefCell<Option<Box<dyn FnOnce()>>>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        if let Some(job) = self.0.take() {
            job();
        }
    }
}

thread_local! {
    static AT_END: AtEnd = const { AtEnd(RefCell::new(None)) };
}

/// Runs the job in a destructor of a thread-local, when the thread's keys are already gone.
fn after_the_keys<R: Send + 'static>(job: impl FnOnce() -> R + Send + 'static) -> R {
    let (tell, told) = channel();
    let ending = thread::spawn(move || {
        // First used, last destroyed.
        AT_END.with(|end| *end.0.borrow_mut() = Some(Box::new(move || tell.send(job()).unwrap())));
        drop(ffi::Key::here(()));
    });
    ending.join().unwrap();
    told.recv().unwrap()
}

#[test]
fn a_key_of_a_thread_that_has_let_go_of_its_keys_leads_nowhere() {
    let (refused, dropped) = after_the_keys(|| {
        let target = Rc::new(());
        let key = ffi::Key::here(Rc::clone(&target));
        let found = ffi::with(key.as_ptr(), |_: &Rc<()>| ());
        (found.is_none(), Rc::strong_count(&target) == 1)
    });
    assert!(refused && dropped);
}

#[test]
fn a_call_that_starts_then_is_abandoned() {
    let ended = after_the_keys(|| {
        block_on(once_local(|done: Completer<Rc<u8>>| {
            let key = ffi::Key::here(done);
            ffi::with(key.as_ptr(), |done: &Completer<Rc<u8>>| {
                done.complete(Rc::new(1));
            });
            key
        }))
        .map(|value| *value)
    });
    assert!(matches!(ended, Err(Abandoned { .. })));
}

#[test]
fn a_stream_that_starts_then_ends() {
    let items = after_the_keys(|| {
        let events = stream_local(StreamOptions::new(), |events: Emitter<Rc<u8>>| {
            ffi::Key::here(events)
        });
        block_on(events.count())
    });
    assert_eq!(items, 0);
}

#[test]
fn a_key_of_any_thread_is_good_then_too() {
    let value = after_the_keys(|| {
        block_on(once(|done: Completer<u8>| {
            let key = ffi::Key::new(done);
            assert!(ffi::complete(key.as_ptr(), || 7_u8));
            key
        }))
    });
    assert_eq!(value, Ok(7));
}

/// Tells that it is dropped, and panics.
struct Bomb(Sender<()>);

impl Drop for Bomb {
    fn drop(&mut self) {
        self.0.send(()).unwrap();
        resume_unwind(Box::new("dropped"));
    }
}

#[test]
fn all_that_a_thread_still_holds_is_dropped_with_it_whatever_panics() {
    let (tell, told) = channel();
    thread::spawn(move || {
        for _ in 0..3 {
            ffi::Key::here(Bomb(tell.clone())).into_ptr();
        }
    })
    .join()
    .unwrap();
    assert_eq!(told.iter().count(), 3);
}

#[test]
fn all_that_others_have_released_is_dropped_by_the_next_key_whatever_panics() {
    let (tell, told) = channel();
    let keys = [(); 3].map(|()| ffi::Key::here(Bomb(tell.clone())));
    thread::spawn(|| drop(keys)).join().unwrap();
    assert_eq!(told.try_iter().count(), 0);
    drop(ffi::Key::here(()));
    assert_eq!(told.try_iter().count(), 3);
}
