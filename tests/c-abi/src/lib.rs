//! A C library that calls back in every way it should not.
//!
//! The functions that are `safe` take nothing but numbers and callbacks, and check the numbers no
//! further than C libraries do: pass on what [`line_open`] gave.
#![allow(unsafe_code, reason = "C is called")]
// What is generated is as clean as what a careful person writes.
#![deny(
    missing_docs,
    unreachable_pub,
    unused,
    rust_2018_idioms,
    rust_2024_compatibility,
    elided_lifetimes_in_paths,
    let_underscore_drop,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unsafe_op_in_unsafe_fn,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

use std::ffi::{c_int, c_void};

use asyncify::asyncify;

/// What the library refuses a call with.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused(pub c_int);

/// What the library knows, by another name, as it is in many bindings.
pub type Pointer = *mut c_void;

/// A callback whose type hides what it is.
pub type Notify = Option<unsafe extern "C" fn(data: Pointer)>;

#[asyncify]
#[link(name = "caller", kind = "static")]
unsafe extern "C" {
    /// A line of one's own.
    pub safe fn line_open() -> c_int;
    /// Calls back on this thread.
    pub safe fn line_call(id: c_int, value: c_int);
    /// Calls back on a thread of its own.
    pub safe fn line_call_elsewhere(id: c_int, value: c_int);
    /// Waits for that thread.
    pub safe fn line_join(id: c_int);
    /// What the callback answered last.
    pub safe fn line_answer(id: c_int) -> c_int;
    /// Calls the end callback.
    pub safe fn line_end(id: c_int);
    /// Calls the destroy notify.
    pub safe fn line_destroy(id: c_int);

    /// Keeps the callback, and first calls it as often as told.
    #[asyncify(once)]
    #[status(|rc| if rc == 0 { Ok(id) } else { Err(Refused(rc)) })]
    pub safe fn line_start(
        id: c_int,
        calls: c_int,
        #[reply(7)] call: Option<unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    ) -> c_int;

    /// Keeps the callbacks until they are destroyed.
    #[asyncify(stream)]
    pub safe fn line_watch(
        id: c_int,
        #[user_data] data: Pointer,
        #[item]
        #[reply(|value| value * 2, closed = |#[allow(unused_mut)] mut value| -value)]
        call: unsafe extern "C" fn(c_int, Pointer) -> c_int,
        #[end]
        #[shape(Option<unsafe extern "C" fn(Pointer)>)]
        ended: Notify,
        #[destroy]
        #[shape(Option<unsafe extern "C" fn(Pointer)>)]
        destroy: Notify,
    );

    /// Keeps a callback for blocks of samples.
    #[asyncify(frames, buffer = 8)]
    pub safe fn line_capture(
        id: c_int,
        #[map(|samples, count| -> &[f32] {
            // SAFETY: the library lends this many samples for the time of the call.
            unsafe { std::slice::from_raw_parts(samples, count) }
        })]
        #[reply(0)]
        process: Option<unsafe extern "C" fn(*const f32, usize, *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    );

    /// Calls the callback for samples.
    ///
    /// # Safety
    /// There are as many samples as `count` says.
    pub fn line_process(id: c_int, samples: *const f32, count: usize) -> c_int;

    /// Calls the callback in the request.
    ///
    /// # Safety
    /// The request is whole.
    pub fn request_send(request: *mut Request, status: c_int);
}

/// The same function again, declared as a stream, for one thread, with a result that is no number.
pub mod stream {
    use super::{Refused, c_int, c_void};
    use asyncify::asyncify;

    #[asyncify(stream, crate = ::asyncify)]
    unsafe extern "C" {
        /// Keeps the callback, and first calls it as often as told.
        #[status(|rc| -> Result<(), Refused> { if rc == 0 { Ok(()) } else { Err(Refused(rc)) } })]
        pub safe fn line_start(
            id: c_int,
            calls: c_int,
            #[reply(7)] call: Option<
                unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}

/// For values that are not `Send`.
pub mod local {
    use super::{c_int, c_void};
    use asyncify::asyncify;
    use std::rc::Rc;

    #[asyncify(stream, local)]
    unsafe extern "C" {
        /// Keeps the callback, and first calls it as often as told.
        pub safe fn line_start(
            id: c_int,
            calls: c_int,
            #[reply(7)]
            #[map(|value, _data| -> Rc<c_int> {
                assert!(value != 13, "unlucky");
                Rc::new(value)
            })]
            call: Option<
                unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}

/// The consumer says what the callback answers.
pub mod asking {
    use super::{c_int, c_void};
    use asyncify::asyncify;

    #[asyncify(stream)]
    unsafe extern "C" {
        /// Keeps the callback, and first calls it as often as told.
        pub safe fn line_start(
            id: c_int,
            calls: c_int,
            #[reply(ask, default = -1)] call: Option<
                unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}

/// A callback and its user data as the fields of a struct.
#[repr(C)]
pub struct Request {
    /// What leads back.
    pub data: *mut c_void,
    /// Called with the request itself.
    pub done: Option<extern "C" fn(request: *mut Self, status: c_int)>,
}
