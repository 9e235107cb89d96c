//! The process that is stepped through: its first thread is the consumer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use asyncify_realtime::{Calls, Mistake, Stage, scenes};

/// What both processes see.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) calls: Calls,
    /// Which scene is played: by its number, and after all scenes the mistakes.
    pub(crate) scene: AtomicUsize,
}

/// Says that it is ready for the next scene.
pub(crate) const READY: libc::c_int = libc::SIGUSR1;

/// Says that the consumer begins to act, or has acted.
pub(crate) const MARK: libc::c_int = libc::SIGUSR2;

/// Plays scenes until it is killed.
pub(crate) fn run(shared: &'static Shared) -> ! {
    let scenes = scenes();
    loop {
        stop(READY);
        let at = shared.scene.load(Ordering::Acquire);
        let Stage {
            mut callback,
            consumer,
        } = match scenes.get(at) {
            Some(scene) => (scene.set)(),
            None => Mistake::ALL[at - scenes.len()].set(),
        };
        shared.calls.reset();
        let caller = thread::spawn(move || shared.calls.serve(&mut callback, thread::yield_now));
        stop(MARK);
        let kept = consumer();
        stop(MARK);
        shared.calls.end();
        caller.join().expect("the callback does not panic");
        drop(kept);
    }
}

fn stop(signal: libc::c_int) {
    // SAFETY: it has no preconditions. The tracer takes the signal away.
    let result = unsafe { libc::raise(signal) };
    assert_eq!(result, 0);
}
