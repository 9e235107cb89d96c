use std::ffi::{c_int, c_void};

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(stream)]
    fn log(
        callback: Option<unsafe extern "C" fn(*mut c_void, c_int, ...)>,
        #[user_data] data: *mut c_void,
    );
}

fn main() {}

// mend: `callback: Option<unsafe extern "C" fn(*mut c_void, c_int, ...)>` -> `#[skip] logger: Option<unsafe extern "C" fn(*mut c_void, c_int, ...)>, callback: unsafe extern "C" fn(*mut c_void)`
