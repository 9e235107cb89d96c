use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(callback: Option<unsafe extern "C" fn(u8)>, #[user_data] data: *mut c_void);
}

fn main() {}

// mend: `callback: Option<unsafe extern "C" fn(u8)>` -> `callback: Option<unsafe extern "C" fn(u8, *mut c_void)>`
// mend: `callback: Option<unsafe extern "C" fn(u8)>` -> `#[skip] changed: Option<unsafe extern "C" fn(u8)>, callback: unsafe extern "C" fn(*mut c_void)`
