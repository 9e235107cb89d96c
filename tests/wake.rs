//! `wake = direct`, `every(n)` and `tick(ms)`: when a callback wakes its task, and on which thread.

use std::pin::pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};
use std::thread::{self, ThreadId};
use std::time::Duration;

use asyncify::{Feed, asyncify};
use futures::{FutureExt, Stream, StreamExt};

/// A task that says on which thread it is woken.
struct Task(Mutex<Sender<ThreadId>>);

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let told = self
            .0
            .lock()
            .expect("no panic")
            .send(thread::current().id());
        told.expect("the test listens");
    }
}

fn task() -> (Waker, Receiver<ThreadId>) {
    let (sender, wakes) = channel();
    (Waker::from(Arc::new(Task(Mutex::new(sender)))), wakes)
}

/// Parks a task on a stream.
fn park(stream: &mut (impl Stream + Unpin)) -> Receiver<ThreadId> {
    let (waker, wakes) = task();
    let polled = stream.poll_next_unpin(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    wakes
}

/// Which of so many calls wake the task, on this very thread.
fn waking(wakes: &Receiver<ThreadId>, calls: usize, mut call: impl FnMut(usize)) -> Vec<usize> {
    let here = thread::current().id();
    let mut waking = Vec::new();
    for at in 1..=calls {
        call(at);
        // The ticker may wake whenever it likes.
        if wakes.try_iter().any(|thread| thread == here) {
            waking.push(at);
        }
    }
    waking
}

/// Waits for a wake that comes from another thread than this one.
fn woken_elsewhere(wakes: &Receiver<ThreadId>) {
    let patience = Duration::from_secs(20);
    let thread = wakes.recv_timeout(patience).expect("the task is woken");
    assert_ne!(thread, thread::current().id());
}

/// What the API gives out is its callback: so the test calls back where it wants.
type Call<T> = Box<dyn FnMut(T) + Send>;

#[asyncify]
fn events(callback: impl FnMut(usize) + Send + 'static) -> Call<usize> {
    Box::new(callback)
}

#[asyncify(name = events_directly, keep, wake = direct)]
fn boxed(callback: impl FnMut(usize) + Send + 'static) -> Call<usize> {
    Box::new(callback)
}

const MANY: u32 = 3;

#[asyncify(wake = every(MANY))]
fn events_by_three(callback: impl FnMut(usize) + Send + 'static) -> Call<usize> {
    Box::new(callback)
}

#[asyncify(wake = tick(millis))]
fn events_by_the_clock(millis: u64, callback: impl FnMut(usize) + Send + 'static) -> Call<usize> {
    Box::new(callback)
}

#[asyncify(wake = tick(1), overflow = latest)]
fn levels(callback: impl FnMut(usize) + Send + 'static) -> Call<usize> {
    Box::new(callback)
}

#[test]
fn a_stream_wakes_directly_by_default_and_where_told() {
    for mut stream in [events(), events_directly()] {
        let wakes = park(&mut stream);
        assert_eq!(waking(&wakes, 3, |at| stream.handle_mut()(at)), [1]);
    }
}

#[test]
fn a_stream_wakes_when_so_many_wait() {
    let mut stream = events_by_three();
    let wakes = park(&mut stream);
    assert_eq!(waking(&wakes, 3, |at| stream.handle_mut()(at)), [3]);
    let items = stream.by_ref().take(3).collect::<Vec<_>>();
    assert_eq!(items.now_or_never(), Some(vec![1, 2, 3]));
    let wakes = park(&mut stream);
    assert_eq!(waking(&wakes, 4, |at| stream.handle_mut()(at)), [3]);
}

#[test]
fn a_stream_is_woken_by_the_clock() {
    let mut stream = events_by_the_clock(1);
    let wakes = park(&mut stream);
    stream.handle_mut()(7);
    woken_elsewhere(&wakes);
    assert_eq!(stream.next().now_or_never(), Some(Some(7)));
    // The callback itself never does it.
    let mut stream = events_by_the_clock(60_000);
    let wakes = park(&mut stream);
    assert_eq!(waking(&wakes, 100, |at| stream.handle_mut()(at)), []);
}

#[test]
fn the_latest_is_seen_by_the_clock() {
    let mut stream = levels();
    let wakes = park(&mut stream);
    stream.handle_mut()(7);
    woken_elsewhere(&wakes);
    assert!(matches!(stream.next().now_or_never(), Some(Some(Ok(7)))));
}

type Bring = Box<dyn FnMut(&[u16]) + Send>;

#[asyncify(frames)]
fn sound(callback: impl FnMut(&[u16]) + Send + 'static) -> Bring {
    Box::new(callback)
}

#[asyncify(frames, wake = direct)]
fn sound_directly(callback: impl FnMut(&[u16]) + Send + 'static) -> Bring {
    Box::new(callback)
}

#[asyncify(frames, wake = every(2))]
fn sound_by_two(callback: impl FnMut(&[u16]) + Send + 'static) -> Bring {
    Box::new(callback)
}

#[asyncify(frames, wake = tick(60_000))]
fn sound_by_the_minute(callback: impl FnMut(&[u16]) + Send + 'static) -> Bring {
    Box::new(callback)
}

#[test]
fn frames_wake_as_told() {
    let told = [
        (sound_directly(), &[1][..]),
        (sound_by_two(), &[2]),
        (sound_by_the_minute(), &[]),
    ];
    for (mut stream, expected) in told {
        let wakes = park(&mut stream);
        let woken = waking(&wakes, 3, |_| stream.handle_mut()(&[1, 2, 3]));
        assert_eq!(woken, expected);
    }
}

#[test]
fn the_callback_of_frames_wakes_nobody_by_default() {
    let mut stream = sound();
    let wakes = park(&mut stream);
    assert_eq!(waking(&wakes, 1, |_| stream.handle_mut()(&[1, 2, 3])), []);
    woken_elsewhere(&wakes);
    let frame = stream.next().now_or_never().flatten();
    assert_eq!(frame.expect("a frame")[..], [1, 2, 3]);
}

type Fill = Box<dyn FnMut(&mut [u16]) + Send>;

#[asyncify(feed, buffer = 8)]
fn tone(callback: impl FnMut(&mut [u16]) + Send + 'static) -> Fill {
    Box::new(callback)
}

#[asyncify(feed, buffer = 8, wake = direct)]
fn tone_directly(callback: impl FnMut(&mut [u16]) + Send + 'static) -> Fill {
    Box::new(callback)
}

#[asyncify(feed, buffer = 8, wake = every(2))]
fn tone_by_two(callback: impl FnMut(&mut [u16]) + Send + 'static) -> Fill {
    Box::new(callback)
}

/// Parks a task that has more for the feed than there is room.
fn park_writer(feed: &mut Feed<u16, Fill>) -> Receiver<ThreadId> {
    let (waker, wakes) = task();
    let mut written = pin!(feed.write(&[1; 9]));
    let polled = written.as_mut().poll(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    wakes
}

#[test]
fn a_feed_wakes_as_told() {
    for (mut feed, expected) in [(tone_directly(), &[1][..]), (tone_by_two(), &[2])] {
        let wakes = park_writer(&mut feed);
        let woken = waking(&wakes, 3, |_| feed.handle_mut()(&mut [0; 2]));
        assert_eq!(woken, expected);
    }
}

#[test]
fn the_callback_of_a_feed_wakes_nobody_by_default() {
    let mut feed = tone();
    let wakes = park_writer(&mut feed);
    assert_eq!(waking(&wakes, 1, |_| feed.handle_mut()(&mut [0; 2])), []);
    woken_elsewhere(&wakes);
}

type Exchange = Box<dyn FnMut(&[u16], &mut [u16]) + Send>;

#[asyncify(feed, wake = every(2))]
fn filter(callback: impl FnMut(&[u16], &mut [u16]) + Send + 'static) -> Exchange {
    Box::new(callback)
}

#[test]
fn a_duplex_wakes_as_told() {
    let mut duplex = filter();
    let wakes = park(duplex.input());
    let woken = waking(&wakes, 3, |_| {
        duplex.with_handle(|exchange| exchange(&[1], &mut [0]));
    });
    assert_eq!(woken, [2]);
}

#[asyncify(listener, wake = every(3))]
trait Keys {
    fn on_key(&self, key: usize);
}

#[test]
fn a_listener_wakes_as_told() {
    let mut events = KeysEvents::<()>::new();
    let sender = events.sender();
    let wakes = park(&mut events);
    assert_eq!(waking(&wakes, 3, |at| sender.on_key(at)), [3]);
}

#[asyncify(wake = every(3))]
fn download(
    #[progress] on_progress: impl FnMut(usize) + Send + 'static,
    #[item] on_done: impl FnOnce() + Send + 'static,
) {
    let _ = Box::leak(Box::new(on_done));
    *PROGRESS.lock().expect("no panic") = Some(Box::new(on_progress));
}

static PROGRESS: Mutex<Option<Call<usize>>> = Mutex::new(None);

#[test]
fn progress_wakes_as_told() {
    let download = download();
    let mut progress = download.progress();
    let mut download = pin!(download);
    let wakes = park(&mut progress);
    assert!(download.as_mut().now_or_never().is_none());
    let mut on_progress = PROGRESS.lock().expect("no panic").take().expect("started");
    assert_eq!(waking(&wakes, 3, &mut *on_progress), [3]);
}
