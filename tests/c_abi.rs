//! Every option and mark, on functions that take function pointers and a user-data word.
#![allow(
    unsafe_code,
    reason = "C functions are declared, and defined to be called"
)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::fmt;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use asyncify::{CallError, asyncify, ffi};
use futures::StreamExt;
use futures::executor::block_on;

/// What C would do.
mod library {
    use super::*;

    #[unsafe(no_mangle)]
    static abi_version: c_int = 3;

    pub(super) type Event = Option<unsafe extern "C" fn(c_int, *mut c_void)>;
    pub(super) type Named = unsafe extern "C" fn(*mut c_void, *const c_char, *mut c_void) -> bool;
    pub(super) type Finish = Option<unsafe extern "C" fn(*mut c_void)>;

    /// Calls `event` with 1 to `count`, then `finish`.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn abi_count(count: c_int, event: Event, finish: Finish, data: *mut c_void) {
        for n in 1..=count {
            // SAFETY: the caller promises what its callback asks for.
            unsafe { event.unwrap()(n, data) };
        }
        // SAFETY: as before.
        unsafe { finish.unwrap()(data) };
    }

    /// Calls `named` with each name until it says `false`. The first `void*` is the session's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn abi_names(named: Named, data: *mut c_void) -> c_int {
        let session = ptr::without_provenance_mut(0x5e55);
        let mut told = 0;
        for name in [c"one", c"two", c"three"] {
            told += 1;
            // SAFETY: the caller promises what its callback asks for.
            if !unsafe { named(session, name.as_ptr(), data) } {
                break;
            }
        }
        told
    }

    /// Stores what it is given, and returns an id.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn abi_add(event: Event, data: usize) -> c_int {
        let data = ptr::without_provenance_mut(data);
        // SAFETY: the caller promises what its callback asks for.
        unsafe { event.unwrap()(7, data) };
        42
    }
}

static REMOVED: AtomicUsize = AtomicUsize::new(0);

fn remove(id: c_int) {
    assert_eq!(id, 42);
    REMOVED.fetch_add(1, Ordering::Relaxed);
}

#[asyncify(stream)]
unsafe extern "C" {
    // What needs no twin stays as it is.
    fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    static abi_version: c_int;
    #[asyncify(skip)]
    safe fn atexit(callback: extern "C" fn()) -> c_int;

    fn abi_count(
        count: c_int,
        #[item] event: Option<unsafe extern "C" fn(value: c_int, data: *mut c_void)>,
        #[end] finish: Option<unsafe extern "C" fn(data: *mut c_void)>,
        #[user_data] data: *mut c_void,
    );

    /// Tells names.
    ///
    /// # Safety
    /// None, really.
    #[asyncify(name = names)]
    #[status(|told| -> Result<c_int, Silence> {
        if told > 0 { Ok(told) } else { Err(Silence) }
    })]
    fn abi_names(
        #[map(|_session, name| -> CString {
            // SAFETY: the library lends a string.
            unsafe { CStr::from_ptr(name) }.to_owned()
        })]
        #[reply(|_, name, _| {
            // SAFETY: as before.
            let name = unsafe { CStr::from_ptr(name) };
            name != c"two"
        })]
        named: unsafe extern "C" fn(
            session: *mut c_void,
            name: *const c_char,
            #[user_data] data: *mut c_void,
        ) -> bool,
        #[user_data] data: *mut c_void,
    ) -> c_int;

    #[asyncify(cancel = |id| remove(id), overflow = latest)]
    safe fn abi_add(
        #[map(|value| value + 1)] event: Option<unsafe extern "C" fn(c_int, *mut c_void)>,
        #[user_data] data: usize,
    ) -> c_int;
}

#[derive(Debug, PartialEq)]
struct Silence;

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was told")
    }
}

#[test]
fn what_has_no_callback_is_left_alone() {
    let mut text: [c_char; 16] = [0; 16];
    // SAFETY: the buffer is as large as that, and the format fits the arguments.
    let length = unsafe { snprintf(text.as_mut_ptr(), text.len(), c"%d!".as_ptr(), abi_version) };
    assert_eq!(length, 2);
}

#[test]
fn several_callbacks_share_the_user_data() {
    // SAFETY: it is declared as it is defined.
    let stream = unsafe { abi_count_stream(3) };
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1, 2, 3]);
}

#[test]
fn the_marked_one_of_two_void_pointers_leads_back() {
    // SAFETY: it is declared as it is defined.
    let mut stream = unsafe { names() }.unwrap();
    assert_eq!(*stream.handle(), 2);
    assert_eq!(block_on(stream.next()), Some(c"one".to_owned()));
    assert_eq!(block_on(stream.next()), Some(c"two".to_owned()));
}

#[test]
fn the_status_can_be_the_handle_that_cancels() {
    let mut stream = abi_add_stream();
    assert_eq!(block_on(stream.next()), Some(Ok(8)));
    drop(stream);
    assert_eq!(REMOVED.load(Ordering::Relaxed), 1);
}

/// Functions of Rust that take function pointers: a `-sys` crate, say.
mod sys {
    use super::*;

    /// # Safety
    /// The callback must be fit for the data.
    pub(crate) unsafe fn request(
        value: c_int,
        done: Option<extern "C" fn(c_int, *const c_void)>,
        failed: Option<extern "C" fn(*const c_char, *const c_void)>,
        data: *const c_void,
    ) {
        match value {
            0 => failed.unwrap()(c"zero".as_ptr(), data),
            value => done.unwrap()(value, data),
        }
    }
}

#[asyncify(path = sys)]
mod wrapped {
    use super::*;

    #[asyncify(once)]
    pub(super) unsafe fn request(
        value: c_int,
        #[item] done: Option<extern "C" fn(c_int, *const c_void)>,
        #[error]
        #[map(|text| -> CString {
            // SAFETY: the library lends a string.
            unsafe { CStr::from_ptr(text) }.to_owned()
        })]
        failed: Option<extern "C" fn(*const c_char, *const c_void)>,
        #[user_data] data: *const c_void,
    );
}

#[test]
fn a_mirrored_module_takes_function_pointers() {
    // SAFETY: nothing is asked for.
    let call = |value| block_on(unsafe { wrapped::request(value) });
    assert_eq!(call(5), Ok(5));
    assert_eq!(call(0), Err(CallError::Failed(c"zero".to_owned())));
}

struct Session {
    factor: c_int,
}

#[asyncify]
impl Session {
    /// The body sees the parameters under their names.
    #[asyncify(stream)]
    fn multiples(
        &self,
        count: c_int,
        callback: extern "C" fn(c_int, *mut c_void),
        #[user_data] data: *mut c_void,
    ) {
        for n in 1..=count {
            callback(n * self.factor, data);
        }
    }

    /// Says whether it has started.
    #[status(|started: bool| -> Result<(), Silence> { if started { Ok(()) } else { Err(Silence) } })]
    fn start(&self, callback: impl FnOnce(c_int) + Send + 'static) -> bool {
        if self.factor > 0 {
            callback(self.factor);
        }
        self.factor > 0
    }
}

#[test]
fn a_method_with_a_body_takes_function_pointers() {
    let stream = Session { factor: 3 }.multiples(3);
    let multiples: Vec<_> = block_on(stream.take(3).collect());
    assert_eq!(multiples, [3, 6, 9]);
}

#[test]
fn a_flag_tells_whether_it_has_started() {
    assert_eq!(block_on(Session { factor: 2 }.start()), Ok(2));
    let refused = block_on(Session { factor: 0 }.start());
    assert_eq!(refused, Err(CallError::Failed(Silence)));
}

#[asyncify(once, error = Failure, abandoned = Err(Failure("forgotten")))]
#[status(|rc| -> Result<(), Silence> { if rc == 0 { Ok(()) } else { Err(Silence) } })]
fn ask(
    rc: c_int,
    #[ok_if(|value| value > 0)] answer: extern "C" fn(c_int, *mut c_void),
    #[user_data] data: *mut c_void,
    #[destroy] destroy: Option<extern "C" fn(*mut c_void)>,
) -> c_int {
    if rc < 5 {
        answer(rc - 3, data);
    }
    destroy.unwrap()(data);
    if rc == 1 { rc } else { 0 }
}

#[derive(Debug, PartialEq)]
struct Failure(&'static str);

impl From<Silence> for Failure {
    fn from(_: Silence) -> Failure {
        Failure("silence")
    }
}

#[test]
fn flags_errors_and_abandonment_go_together() {
    let answer = |rc| block_on(ask(rc));
    assert_eq!(answer(4), Ok(1));
    assert_eq!(answer(2).unwrap_err(), Failure("not ok"));
    assert_eq!(answer(1).unwrap_err(), Failure("silence"));
    assert_eq!(answer(5).unwrap_err(), Failure("forgotten"));
}

impl From<asyncify::NotOk<c_int>> for Failure {
    fn from(_: asyncify::NotOk<c_int>) -> Failure {
        Failure("not ok")
    }
}

#[asyncify(feed, buffer = 4)]
fn play(
    #[map(|out, count| -> &mut [f32] {
        // SAFETY: the caller lends this many samples.
        unsafe { std::slice::from_raw_parts_mut(out, count) }
    })]
    fill: extern "C" fn(*mut f32, usize, *mut c_void),
    #[user_data] data: *mut c_void,
) -> Player {
    Player { fill, data }
}

/// What the API keeps.
struct Player {
    fill: extern "C" fn(*mut f32, usize, *mut c_void),
    data: *mut c_void,
}

#[test]
fn a_feed_fills_what_c_lends() {
    let mut feed = play();
    assert_eq!(feed.try_write(&[1.0, 2.0]), Ok(2));
    let Player { fill, data } = *feed.handle();
    let mut block = [9.0; 3];
    fill(block.as_mut_ptr(), block.len(), data);
    assert_eq!(block, [1.0, 2.0, 0.0]);
    drop(feed);
    // Whoever comes too late finds nobody, and gets nothing.
    fill(block.as_mut_ptr(), block.len(), data);
    assert_eq!(block, [1.0, 2.0, 0.0]);
}

#[asyncify(once)]
fn copy(
    #[progress] step: extern "C" fn(c_int, *mut c_void),
    #[item] done: extern "C" fn(*mut c_void),
    #[user_data] data: *mut c_void,
) {
    step(50, data);
    step(100, data);
    done(data);
}

#[test]
fn progress_comes_by_the_same_key() {
    let copy = copy();
    let steps = copy.progress();
    assert_eq!(block_on(copy), Ok(()));
    assert_eq!(block_on(steps.collect::<Vec<_>>()), [50, 100]);
}

#[asyncify(stream)]
fn until_none(
    #[end_if(|value| value < 0)]
    #[reply(value_of_go())]
    next: extern "C" fn(c_int, *mut c_void) -> c_int,
    #[user_data] data: *mut c_void,
) -> (extern "C" fn(c_int, *mut c_void) -> c_int, *mut c_void) {
    assert_eq!([next(1, data), next(-1, data), next(2, data)], [3, 3, 3]);
    (next, data)
}

fn value_of_go() -> c_int {
    3
}

#[test]
fn a_marker_ends_the_stream_and_a_late_call_gets_the_default() {
    let stream = until_none();
    let (next, data) = *stream.handle();
    assert_eq!(block_on(stream.collect::<Vec<_>>()), [1]);
    let refused = ffi::refused();
    assert_eq!(next(4, data), 0);
    assert!(ffi::refused() > refused);
}

#[test]
fn a_stream_of_c_is_sent_to_other_threads() {
    fn is_send<T: Send>(_: &T) {}
    // SAFETY: it is declared as it is defined.
    let stream = unsafe { abi_count_stream(0) };
    is_send(&stream);
}
