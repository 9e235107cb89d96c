//! Callbacks that no macro can reach, and samples.
#![allow(unsafe_code, reason = "C is called")]

use std::ffi::{c_int, c_void};
use std::ptr;

use asyncify::{Completer, Emitter, StreamOptions, ffi, once, stream};
use c_abi::*;
use futures::executor::block_on;
use futures::{FutureExt, StreamExt};

extern "C" fn done(request: *mut Request, status: c_int) {
    // SAFETY: the library passes the request that it was given, which is still there.
    let data = unsafe { (*request).data };
    ffi::complete(data, || status);
}

fn send(request: &mut Request, status: c_int) {
    // SAFETY: the request is whole, and nobody else uses it meanwhile.
    unsafe { request_send(request, status) }
}

fn request(data: *mut c_void) -> Request {
    Request {
        data,
        done: Some(done),
    }
}

#[test]
fn a_callback_in_a_struct_completes_a_call() {
    let answered = once(|done: Completer<c_int>| {
        let key = ffi::Key::new(done);
        send(&mut request(key.as_ptr()), 5);
        key
    });
    assert_eq!(block_on(answered), Ok(5));
}

#[test]
fn a_callback_in_a_struct_comes_too_late() {
    let mut word = ptr::null_mut();
    let mut call = Box::pin(asyncify::once_local(|done: Completer<c_int>| {
        let key = ffi::Key::new(done);
        word = key.as_ptr();
        key
    }));
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    let refused = ffi::refused();
    send(&mut request(word), 5);
    assert!(ffi::refused() > refused);
}

#[test]
fn a_callback_in_a_struct_brings_another_type_than_is_waited_for() {
    let mut events = stream(StreamOptions::new(), |events: Emitter<c_int>| {
        ffi::Key::new(events)
    });
    let refused = ffi::refused();
    send(&mut request(events.handle().as_ptr()), 5);
    assert!(ffi::refused() > refused);
    assert!(events.next().now_or_never().is_none());
}

#[test]
fn samples_are_copied_before_c_takes_them_back() {
    let line = line_open();
    let mut sound = line_capture_stream(line);
    let process = |samples: &[f32]| {
        // SAFETY: there are as many samples as that.
        unsafe { line_process(line, samples.as_ptr(), samples.len()) }
    };
    assert_eq!(process(&[0.5, -0.5]), 0);
    assert_eq!(process(&[0.25; 10]), 0);
    assert_eq!(*block_on(sound.next()).unwrap(), [0.5, -0.5]);
    drop(sound);
    assert_eq!(process(&[1.0]), 0);
}
