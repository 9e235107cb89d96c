//! The callback of a realtime lane never waits for its consumer: whatever that does, it is stopped
//! after each single instruction, and calls must come back meanwhile. The same goes for the thread
//! that wakes tasks.
//!
//! If the callback waited for any lock or any step of theirs, also in a crate that the lane is made
//! of, a stop at the wrong place would keep it.
#![allow(unsafe_code, reason = "it talks to the kernel")]

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod tracee;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod tracer;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn main() {
    use std::time::Duration;

    use asyncify_realtime::{Mistake, scenes};
    use tracer::Tracer;

    // How long a call may take on a machine that has much else to do.
    const PATIENCE: Duration = Duration::from_secs(60);

    let tracer = Tracer::start();
    for (at, scene) in scenes().iter().enumerate() {
        let steps = tracer.play(at, scene.name.contains("park"), PATIENCE);
        let steps = steps.unwrap_or_else(|stop| panic!("{}: {stop}", scene.name));
        println!("{}: stopped after each of {steps} instructions", scene.name);
    }
    let mistake = scenes().len() + Mistake::TakesALock as usize;
    let stop = tracer.play(mistake, false, Duration::from_secs(1));
    let stop = stop.expect_err("a callback that waits for a lock is seen");
    assert!(stop.is_asleep, "{stop}, or has not run yet");
    println!("{:?} is seen: {stop}", Mistake::TakesALock);
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn main() {
    println!("Stepping through a thread is written for Linux on x86-64 only: skipped.");
}
