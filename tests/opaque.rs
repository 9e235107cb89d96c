//! Handles of types without a name: what they may hold, and who lets go of them.

use std::sync::mpsc;
use std::thread;

use asyncify::asyncify;
use futures::StreamExt;
use futures::executor::block_on;

mod opaque {
    use std::fmt::Debug;

    pub(crate) fn watch<T: ToString>(
        of: T,
        name: impl AsRef<str>,
        mut callback: impl FnMut(String) + Send + 'static,
    ) -> impl Debug {
        callback(of.to_string());
        name.as_ref().len()
    }
}

/// A type without a name may be made of all that the function was given.
#[asyncify(path = opaque)]
mod opaque_twins {
    use std::fmt::Debug;

    pub(crate) fn watch<T: ToString>(
        of: T,
        name: impl AsRef<str>,
        callback: impl FnMut(String) + Send + 'static,
    ) -> impl Debug;
}

#[test]
fn a_handle_without_a_name_may_hold_what_is_lent() {
    let (of, name) = (7.to_string(), "name".to_owned());
    let mut watch = opaque_twins::watch(of.as_str(), name.as_str());
    assert_eq!(format!("{:?}", watch.handle()), "4");
    assert_eq!(block_on(watch.next()), Some("7".to_owned()));
}

mod owning {
    use std::any::Any;
    use std::sync::{Mutex, mpsc};
    use std::thread::{self, ThreadId};

    pub(crate) type Callback = Box<dyn Fn(u8) + Send>;
    pub(crate) static PLAYING: Mutex<Option<Callback>> = Mutex::new(None);
    pub(crate) static LISTENING: Mutex<Option<Box<dyn Any + Send>>> = Mutex::new(None);

    pub(crate) struct Player {
        pub(crate) released: mpsc::Sender<ThreadId>,
    }

    struct Playing(mpsc::Sender<ThreadId>);

    impl Drop for Playing {
        fn drop(&mut self) {
            self.0.send(thread::current().id()).unwrap();
        }
    }

    impl Player {
        pub(crate) fn play(
            &self,
            name: impl AsRef<str>,
            callback: impl Fn(u8) + Send + 'static,
        ) -> impl Send + 'static {
            assert_eq!(name.as_ref(), "name");
            *PLAYING.lock().unwrap() = Some(Box::new(callback));
            Playing(self.released.clone())
        }
    }
}

#[asyncify(ext = PlayerAsync)]
impl owning::Player {
    fn play(
        &self,
        name: impl AsRef<str>,
        #[map(|n| {
            drop(owning::LISTENING.lock().unwrap().take());
            n
        })]
        callback: impl Fn(u8) + Send + 'static,
    ) -> impl Send + 'static;
}

#[test]
fn a_handle_without_a_name_that_owns_what_it_holds_is_released_outside_the_callback() {
    let (released, told) = mpsc::channel();
    let player = owning::Player { released };
    let events = player.play_stream("name".to_owned());
    *owning::LISTENING.lock().unwrap() = Some(Box::new(events));
    let callback = owning::PLAYING.lock().unwrap().take().unwrap();
    let caller = thread::spawn(move || callback(1));
    let calling = caller.thread().id();
    caller.join().unwrap();
    assert_ne!(told.recv().unwrap(), calling);
}
