use std::ffi::{c_int, c_void};

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(callback: Option<unsafe extern "C" fn(c_int, *mut c_void)>, #[user_data] data: c_int);
}

fn main() {}

// mend: `data: c_int` -> `data: *mut c_void`
