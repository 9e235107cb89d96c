use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify(once)]
extern "C" {
    fn start(done: Option<unsafe extern "C" fn(data: *mut c_void)>, #[user_data] data: *mut c_void);
}

fn main() {}

// mend: `extern "C" {` -> `unsafe extern "C" {`
