//! A thread with a loop, for programs that have none.

use std::sync::Arc;
use std::thread::JoinHandle;

use crate::driver;

use super::inbox::Inbox;
use super::serving::PortalLoop;

/// Starts the thread; its inbox is made there, because it knows its loop's thread.
pub(super) fn start() -> (Arc<Inbox>, JoinHandle<()>) {
    let started = driver::start("asyncify-portal", |tell| {
        // Made here: should there be no thread, it could not be dropped where async code runs.
        let runtime = Runtime::new();
        let inbox = Arc::new(Inbox::new());
        let serving = PortalLoop::new(Arc::clone(&inbox));
        tell.finish(inbox);
        runtime.run(serving);
    });
    started.expect("a thread for the portal's loop")
}

#[cfg(feature = "tokio")]
struct Runtime(tokio::runtime::Runtime);

#[cfg(feature = "tokio")]
impl Runtime {
    fn new() -> Self {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build();
        Self(runtime.expect("what a runtime waits with"))
    }

    fn run(self, serving: PortalLoop) {
        tokio::task::LocalSet::new().block_on(&self.0, serving);
        // Blocking code that it has begun may take its time, and nobody waits for it here.
        self.0.shutdown_background();
    }
}

/// Nothing but the thread.
#[cfg(not(feature = "tokio"))]
struct Runtime;

#[cfg(not(feature = "tokio"))]
impl Runtime {
    fn new() -> Self {
        Self
    }

    fn run(self, serving: PortalLoop) {
        crate::block_on::block_on(serving);
    }
}
