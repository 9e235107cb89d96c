//! A C function that calls back: Linux's loader names the libraries that this program has loaded.
//!
//! `dl_iterate_phdr` blocks while it calls back, so it runs on a thread of its own; once the stream
//! is dropped, its callback returns 1, which ends the walk.

// C is told of, and its pointers are read.
#![allow(unsafe_code)]

#[cfg(target_os = "linux")]
mod loader {
    use std::ffi::{CStr, c_char, c_int, c_void};

    use asyncify::asyncify;

    /// The beginning of the structure that `link.h` describes.
    #[repr(C)]
    pub(crate) struct Library {
        address: usize,
        name: *const c_char,
    }

    #[asyncify]
    unsafe extern "C" {
        /// Walks through the loaded libraries.
        #[asyncify(stream, blocking, name = libraries)]
        pub(crate) safe fn dl_iterate_phdr(
            #[map(|library, _size| -> String {
                // SAFETY: the loader lends the structure, and the name in it ends with a zero.
                unsafe { CStr::from_ptr((*library).name) }.to_string_lossy().into_owned()
            })]
            #[reply(0, closed = 1)]
            callback: extern "C" fn(
                library: *const Library,
                size: usize,
                data: *mut c_void,
            ) -> c_int,
            #[user_data] data: *mut c_void,
        ) -> c_int;
    }
}

#[cfg(target_os = "linux")]
fn main() {
    use futures::StreamExt;

    futures::executor::block_on(loader::libraries().for_each(async |name| {
        println!(
            "{}",
            if name.is_empty() {
                "(this program)"
            } else {
                &name
            }
        );
    }));
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("this asks the loader of Linux");
}
