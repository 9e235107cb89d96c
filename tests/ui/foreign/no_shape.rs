use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    fn run(callback: Option<unsafe extern "C" fn(u8, *mut c_void)>, #[user_data] data: *mut c_void);
}

fn main() {}

// mend: `    fn run` -> `    #[asyncify(once)] fn run`
// mend: `    fn run` -> `    #[asyncify(stream)] fn run`
// mend: `    fn run` -> `    #[asyncify(frames)] fn run`
//       `callback: Option<unsafe extern "C" fn(u8, *mut c_void)>` -> `#[map(|data: *const u8| unsafe { std::slice::from_raw_parts(data, 64) })] callback: Option<unsafe extern "C" fn(*const u8, *mut c_void)>`
// mend: `    fn run` -> `    #[asyncify(feed)] fn run`
//       `callback: Option<unsafe extern "C" fn(u8, *mut c_void)>` -> `#[map(|data: *mut u8| unsafe { std::slice::from_raw_parts_mut(data, 64) })] callback: Option<unsafe extern "C" fn(*mut u8, *mut c_void)>`
