//! The realtime sanitizer has nothing to say about the callback of a realtime lane.
//!
//! It sees what the C library's functions for memory, locks, files and time are called for, and each
//! lock of the runtime, which says of itself that it may block. `cargo xtask test --sanitize` runs
//! this.
#![cfg(rtsan)]
#![feature(sanitize)]

use std::env;
use std::process::Command;
use std::thread;

use asyncify_realtime::{Callback, Calls, Mistake, play, scenes};

#[sanitize(realtime = "nonblocking")]
fn in_realtime(callback: &mut dyn FnMut()) {
    callback();
}

fn serve(calls: &Calls, mut callback: Callback) {
    calls.serve(|| in_realtime(&mut *callback), thread::yield_now);
}

/// What the process is told to do wrong.
const TOLD: &str = "ASYNCIFY_MISTAKE";

#[test]
fn the_sanitizer_has_nothing_to_say() {
    if let Ok(told) = env::var(TOLD) {
        let mistake = Mistake::ALL
            .into_iter()
            .find(|mistake| format!("{mistake:?}") == told)
            .expect("the name of a mistake");
        return play(&|| mistake.set(), serve);
    }
    for scene in scenes() {
        // It ends the process when it finds something: what is said last tells where.
        eprintln!("{}", scene.name);
        play(&*scene.set, serve);
    }
    for mistake in [
        Mistake::Allocates,
        Mistake::CallsTheSystem,
        Mistake::WakesTheTask,
        Mistake::TellsOfAnError,
    ] {
        let output = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", "the_sanitizer_has_nothing_to_say", "--nocapture"])
            .env(TOLD, format!("{mistake:?}"))
            .output()
            .expect("it can be run");
        let said = String::from_utf8_lossy(&output.stderr);
        let is_seen = !output.status.success() && said.contains("RealtimeSanitizer");
        assert!(is_seen, "{mistake:?} is not seen: {said}");
    }
}
