//! The callback of a realtime lane does not call the system.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::hint;

use asyncify_realtime::{Callback, Calls, Mistake, play, scenes, system_calls};

fn serve(calls: &Calls, mut callback: Callback) {
    system_calls::forbid();
    // To yield would be a call of the system.
    calls.serve(&mut callback, hint::spin_loop);
    system_calls::leave();
}

#[test]
fn no_callback_calls_the_system() {
    for scene in scenes() {
        play(&*scene.set, serve);
        let (count, last) = system_calls::made();
        assert_eq!(count, 0, "{}: system call {last}", scene.name);
    }
    for mistake in [Mistake::CallsTheSystem, Mistake::WakesTheTask] {
        play(&|| mistake.set(), serve);
        assert!(system_calls::made().0 > 0, "{mistake:?} is not seen");
    }
}
