//! Tells of an episode that hangs, or that failed.

use std::process;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// An episode takes a fraction of a second; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// What runs now.
#[derive(Default)]
struct Current {
    episode: Mutex<(u64, String)>,
    changed: Condvar,
}

impl Current {
    fn describe(&self) -> String {
        let episode = self.episode.lock().unwrap_or_else(PoisonError::into_inner);
        episode.1.clone()
    }
}

pub(crate) struct Watchdog(Arc<Current>);

impl Watchdog {
    pub(crate) fn start() -> Self {
        let current = Arc::new(Current::default());
        let watched = Arc::clone(&current);
        thread::spawn(move || watch(&watched));
        let failing = Arc::clone(&current);
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            hook(panic);
            eprintln!("failed: {}", failing.describe());
            // Other threads may wait for the one that failed.
            process::exit(1);
        }));
        Self(current)
    }

    /// An episode begins.
    pub(crate) fn begin(&self, description: String) {
        let mut episode = self.0.episode.lock().expect("nothing panics with it");
        episode.0 += 1;
        episode.1 = description;
        self.0.changed.notify_one();
    }
}

fn watch(current: &Current) {
    let mut episode = current.episode.lock().expect("nothing panics with it");
    loop {
        let seen = episode.0;
        let (next, timeout) = current
            .changed
            .wait_timeout_while(episode, PATIENCE, |episode| episode.0 == seen)
            .expect("nothing panics with it");
        episode = next;
        if timeout.timed_out() {
            eprintln!("hangs: {}", episode.1);
            process::abort();
        }
    }
}
