//! A runtime of tokio's that the process keeps, for what is called where there is none.

use std::future::pending;
use std::sync::mpsc::channel;
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::panics::contain;
use crate::sync::{Mutex, lock};

use super::offer::offer;

/// Runs the work whatever becomes of the runtime that this is called in, which does not wait for it when
/// it is shut down.
///
/// If the system gives no thread to the pool, it runs on the thread that drives the kept runtime; and if
/// not even that one, here.
pub(crate) fn elsewhere(work: impl FnOnce() + Send + 'static) {
    let Some(runtime) = runtime() else {
        return contain(work);
    };
    if let Some(work) = offer(&runtime, work) {
        drop(runtime.spawn(async { contain(work) }));
    }
}

/// Never shut down. Absent if the system has no thread for it, or nothing for it to wait with: it is asked
/// again the next time.
fn runtime() -> Option<Handle> {
    static KEPT: Mutex<Option<Handle>> = Mutex::new(None);
    let mut kept = lock(&KEPT);
    if kept.is_none() {
        *kept = start();
    }
    kept.clone()
}

/// It is driven: threads of its pool are inside of it, so tasks, timers and sockets of what runs there
/// are its own.
///
/// It is made on its thread, because it can't be dropped where async code runs, should there be no thread.
fn start() -> Option<Handle> {
    let (tell, told) = channel();
    let drive = move || {
        let mut runtime = Builder::new_current_thread();
        let runtime = runtime.enable_all().thread_name("asyncify-pool").build();
        if let Ok(runtime) = runtime {
            let _ = tell.send(runtime.handle().clone());
            runtime.block_on(pending::<()>());
        }
    };
    let thread = thread::Builder::new().name("asyncify-driver".into());
    thread.spawn(drive).ok()?;
    told.recv().ok()
}
