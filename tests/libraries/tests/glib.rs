//! GLib and GIO: a main loop that delivers, values that stay on its thread.

mod hazards;

use std::fs;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use asyncify::{CallError, asyncify};
use asyncify_libraries::glib::functions as timers;
use futures::{FutureExt, StreamExt};
use gio::prelude::*;
use gio::{Cancellable, FileCopyFlags, IOErrorEnum};
use glib::collections::Slice;
use glib::{ControlFlow, GString, MainContext, Priority, SignalHandlerId, SourceId, Variant};

#[asyncify(ext = FileAsync, local)]
impl<O: IsA<gio::File>> O {
    #[asyncify(name = contents)]
    fn load_contents_async<P: FnOnce(Result<(Slice<u8>, Option<GString>), glib::Error>) + 'static>(
        &self,
        cancellable: Option<&impl IsA<Cancellable>>,
        callback: P,
    );

    #[asyncify(name = open)]
    fn read_async<P: FnOnce(Result<gio::FileInputStream, glib::Error>) + 'static>(
        &self,
        io_priority: Priority,
        cancellable: Option<&impl IsA<Cancellable>>,
        callback: P,
    );

    #[asyncify(name = copy_to)]
    fn copy_async<Q: FnOnce(Result<(), glib::Error>) + 'static>(
        &self,
        destination: &impl IsA<gio::File>,
        flags: FileCopyFlags,
        io_priority: Priority,
        cancellable: Option<&impl IsA<Cancellable>>,
        #[progress] progress_callback: Option<Box<dyn FnMut(i64, i64)>>,
        #[item] callback: Q,
    );
}

#[asyncify(ext = InputAsync, local)]
impl<O: IsA<gio::InputStream>> O {
    #[asyncify(name = fill, cancel = || cancellable.map(CancellableExt::cancel))]
    fn read_async<
        B: AsMut<[u8]> + Send + 'static,
        Q: FnOnce(Result<(B, usize), (B, glib::Error)>) + 'static,
        C: IsA<Cancellable>,
    >(
        &self,
        buffer: B,
        io_priority: Priority,
        cancellable: Option<&C>,
        callback: Q,
    );
}

#[asyncify(ext = ActionAsync, local)]
impl gio::SimpleAction {
    #[asyncify(name = activations, cancel = {
        let action = self.clone();
        move |id| action.disconnect(id)
    })]
    fn connect_activate<F: Fn(&Self, Option<&Variant>) + 'static>(
        &self,
        #[map(|_, parameter| -> Option<Variant> { parameter.cloned() })] f: F,
    ) -> SignalHandlerId;
}

/// The thread that owns the main loop, of which there is one.
fn main_loop() -> (MutexGuard<'static, ()>, MainContext) {
    static OWNED: Mutex<()> = Mutex::new(());
    let owned = OWNED.lock().unwrap_or_else(PoisonError::into_inner);
    (owned, MainContext::default())
}

#[test]
fn a_timeout_ticks_until_its_stream_is_closed() {
    let (_owned, main) = main_loop();
    main.block_on(async {
        let mut ticks = timers::interval(Duration::from_millis(1));
        assert_eq!(
            ticks.by_ref().take(3).collect::<Vec<_>>().await,
            [(), (), ()]
        );
        // Returns when GLib has dropped the closure.
        ticks.close().await;
        while ticks.next().await.is_some() {}
        let mut ticks = timers::interval_local(Duration::from_millis(1));
        assert_eq!(ticks.next().await, Some(()));
    });
}

#[test]
fn a_timer_is_removed_only_while_it_runs() {
    let (_owned, main) = main_loop();
    main.block_on(async {
        assert_eq!(timers::sleep(Duration::from_millis(1)).await, Ok(()));
        let mut long = Box::pin(timers::sleep(Duration::from_secs(3600)));
        assert!(long.as_mut().now_or_never().is_none());
        drop(long);
    });
}

#[test]
fn a_file_is_read_by_callbacks() {
    let (_owned, main) = main_loop();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    fs::write(&path, "some text").unwrap();
    let file = gio::File::for_path(path);
    main.block_on(async {
        let (contents, etag) = file.contents(Cancellable::NONE).await.unwrap();
        assert_eq!(&contents[..], b"some text");
        assert!(etag.is_some());

        let input = file
            .open(Priority::DEFAULT, Cancellable::NONE)
            .await
            .unwrap();
        let (buffer, count) = input
            .fill(vec![0; 4], Priority::DEFAULT, Cancellable::NONE)
            .await
            .unwrap();
        assert_eq!((&buffer[..], count), (&b"some"[..], 4));
    });
}

#[test]
fn a_copy_tells_its_progress_before_its_result() {
    let (_owned, main) = main_loop();
    let folder = tempfile::tempdir().unwrap();
    let paths = ["from", "to"].map(|name| folder.path().join(name));
    fs::write(&paths[0], vec![7; 100_000]).unwrap();
    let [from, to] = paths.clone().map(gio::File::for_path);
    main.block_on(async {
        let copy = from.copy_to(
            &to,
            FileCopyFlags::NONE,
            Priority::DEFAULT,
            Cancellable::NONE,
        );
        let progress = copy.progress();
        copy.await.unwrap();
        let steps: Vec<_> = progress.collect().await;
        assert_eq!(steps.last(), Some(&(100_000, 100_000)));
        assert!(steps.is_sorted());
    });
    assert_eq!(fs::read(&paths[1]).unwrap(), vec![7; 100_000]);
}

#[test]
fn a_file_that_is_not_there_is_glibs_own_error() {
    let (_owned, main) = main_loop();
    let file = gio::File::for_path("/nowhere/text");
    let failed = main.block_on(file.contents(Cancellable::NONE));
    let Err(CallError::Failed(error)) = failed else {
        panic!("{failed:?}");
    };
    assert!(error.matches(IOErrorEnum::NotFound));
}

#[test]
fn a_cancelled_read_calls_back_with_an_error_and_the_buffer() {
    let (_owned, main) = main_loop();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    fs::write(&path, "some text").unwrap();
    let file = gio::File::for_path(path);
    let cancellable = Cancellable::new();
    main.block_on(async {
        let input = file
            .open(Priority::DEFAULT, Cancellable::NONE)
            .await
            .unwrap();
        cancellable.cancel();
        let failed = input
            .fill(vec![7; 4], Priority::DEFAULT, Some(&cancellable))
            .await;
        let Err(CallError::Failed((buffer, error))) = failed else {
            panic!("{failed:?}");
        };
        assert_eq!(buffer, [7; 4]);
        assert!(error.matches(IOErrorEnum::Cancelled));
    });
}

#[test]
fn a_read_that_nobody_awaits_is_cancelled() {
    let (_owned, main) = main_loop();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    fs::write(&path, "some text").unwrap();
    let file = gio::File::for_path(path);
    let cancellable = Cancellable::new();
    main.block_on(async {
        let input = file
            .open(Priority::DEFAULT, Cancellable::NONE)
            .await
            .unwrap();
        let mut unheard = Box::pin(input.fill(vec![0; 4], Priority::DEFAULT, Some(&cancellable)));
        assert!(unheard.as_mut().now_or_never().is_none());
        assert!(!cancellable.is_cancelled());
        drop(unheard);
        assert!(cancellable.is_cancelled());
        // The input is free again only when the read has called back.
        while input.has_pending() {
            timers::sleep(Duration::from_millis(1)).await.unwrap();
        }
    });
}

#[test]
fn a_signal_is_disconnected_with_its_stream() {
    let action = gio::SimpleAction::new("say", Some(glib::VariantTy::STRING));
    let mut activations = action.activations();
    action.activate(Some(&"hello".to_variant()));
    let said = activations.next().now_or_never().flatten().flatten();
    assert_eq!(said.unwrap().str(), Some("hello"));
    // Done at once: the object has let go of the closure.
    assert_eq!(activations.close().now_or_never(), Some(()));
    action.activate(Some(&"unheard".to_variant()));
    assert_eq!(activations.next().now_or_never(), Some(None));
}

#[test]
fn a_stream_may_be_dropped_inside_its_timeout() {
    let (_owned, main) = main_loop();
    let _acquired = main.acquire().unwrap();
    let dropped = hazards::drop_when_woken(timers::interval(Duration::from_millis(1)));
    let thread = loop {
        main.iteration(true);
        if let Ok(thread) = dropped.try_recv() {
            break thread;
        }
    };
    assert_eq!(thread, thread::current().id());
    // The timeout is removed, and others go on.
    main.block_on(async {
        assert_eq!(timers::sleep(Duration::from_millis(1)).await, Ok(()));
    });
}

#[asyncify(path = ::glib)]
mod panicking {
    use super::{ControlFlow, Duration, SourceId};

    #[asyncify(stream, cancel = |id| id.remove())]
    pub fn timeout_add<F>(
        interval: Duration,
        #[map(|| -> u8 { panic!("a tick") })]
        #[reply(ControlFlow::Continue)]
        func: F,
    ) -> SourceId
    where
        F: FnMut() -> ControlFlow + Send + 'static;
}

#[test]
fn a_panic_in_a_map_is_the_consumers() {
    let (_owned, main) = main_loop();
    let mut ticks = panicking::timeout_add(Duration::from_millis(1));
    let ticked = main.block_on(AssertUnwindSafe(ticks.next()).catch_unwind());
    assert_eq!(ticked.unwrap_err().downcast_ref(), Some(&"a tick"));
    main.block_on(async {
        ticks.close().await;
        assert_eq!(timers::sleep(Duration::from_millis(1)).await, Ok(()));
    });
}
