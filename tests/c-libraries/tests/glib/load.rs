//! Thousands of sources and reads that come and go on several threads while the main loop calls.

use std::path::Path;
use std::thread;

use asyncify::CallError;
use futures::executor::block_on;
use futures::{FutureExt, StreamExt};

use crate::objects::{GioError, Object};
use crate::sys::{g_source_remove, idle, load_contents, ticks};
use crate::{is_there, with_main_loop};

const THREADS: usize = 4;
const EACH: usize = 1_200;

fn on_threads(run: impl Fn(usize) + Sync) {
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let run = &run;
            scope.spawn(move || (0..EACH).for_each(|round| run(round + thread)));
        }
    });
}

#[test]
fn sources_come_and_go_on_many_threads() {
    with_main_loop();
    on_threads(|round| {
        let mut ticks = ticks(0, 0);
        let source = *ticks.handle();
        match round % 6 {
            // Now the loop may be calling, or about to destroy what it has called.
            0 => drop(ticks),
            1 => {
                assert_eq!(block_on(ticks.next()), Some(()));
                drop(ticks);
            }
            2 => {
                block_on(ticks.close());
                let rest = ticks.backlog();
                assert_eq!(block_on(ticks.count()), rest);
            }
            3 => {
                assert_eq!(g_source_remove(source), 1);
                block_on(ticks.for_each(async |()| ()));
            }
            4 => assert_eq!(block_on(idle(0)), Ok(())),
            // Nothing cancels it: it is called all the same.
            _ => drop(Box::pin(idle(0)).now_or_never()),
        }
        assert!(round % 6 > 3 || !is_there(source));
    });
    // After all those, because it is less urgent.
    assert_eq!(block_on(idle(300)), Ok(()));
}

#[test]
fn reads_are_cancelled_on_many_threads() {
    with_main_loop();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "what GIO reads").unwrap();
    let read = |path: &Path, drops: bool| {
        let (file, cancellable) = (Object::file(path), Object::cancellable());
        // SAFETY: both live until the call is made, which keeps them.
        let bytes = unsafe { load_contents(file.raw(), cancellable.raw()) };
        match drops {
            true => Box::pin(bytes).now_or_never(),
            false => Some(block_on(bytes)),
        }
    };
    on_threads(|round| {
        let there = round % 2 == 0;
        let path = if there {
            file.path()
        } else {
            Path::new("/nowhere")
        };
        match read(path, round % 3 == 0) {
            Some(Ok(bytes)) => assert!(there && bytes == b"what GIO reads"),
            Some(Err(error)) => {
                assert!(!there && error == CallError::Failed(GioError::NOT_FOUND));
            }
            None => assert_eq!(round % 3, 0),
        }
    });
}
