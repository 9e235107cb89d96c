//! A runtime of tokio's that the process keeps, for what is called where there is none.

use std::future::pending;
use std::thread::{self, ThreadId};

use tokio::runtime::{Builder, Handle};

use crate::driver;
use crate::panics::contain;
use crate::sync::{Mutex, lock};

use super::offer::offer;

/// Runs the work even if the runtime that this is called in is shut down meanwhile; that does not wait
/// for it.
///
/// If the system gives the pool no thread, the thread that drives the kept runtime runs it, unless
/// that is the caller's own, and may wait for the work. If there is no such thread either, the caller
/// runs it.
pub(crate) fn elsewhere(work: impl FnOnce() + Send + 'static) {
    let Some(kept) = kept() else {
        return contain(work);
    };
    let Some(work) = offer(&kept.runtime, work) else {
        return;
    };
    if kept.driver == thread::current().id() {
        return contain(work);
    }
    drop(kept.runtime.spawn(async { contain(work) }));
}

/// It is driven: threads of its pool are inside of it, so tasks, timers and sockets of what runs there
/// are its own. It is never shut down.
#[derive(Clone)]
struct Kept {
    runtime: Handle,
    /// The thread that drives it.
    driver: ThreadId,
}

/// Absent if the system has no thread for it, or nothing for it to wait with: it is asked again the next
/// time.
fn kept() -> Option<Kept> {
    static KEPT: Mutex<Option<Kept>> = Mutex::new(None);
    let mut kept = lock(&KEPT);
    if kept.is_none() {
        *kept = start();
    }
    kept.clone()
}

/// The runtime is made on its thread: should there be none, it could not be dropped where async code runs.
fn start() -> Option<Kept> {
    let started = driver::start("asyncify-driver", |tell| {
        let mut runtime = Builder::new_current_thread();
        let runtime = runtime.enable_all().thread_name("asyncify-pool").build();
        if let Ok(runtime) = runtime {
            tell.finish(runtime.handle().clone());
            runtime.block_on(pending::<()>());
        }
    });
    let (runtime, driver) = started?;
    Some(Kept {
        runtime,
        driver: driver.thread().id(),
    })
}
