use std::ffi::{c_int, c_void};

use asyncify::asyncify;

#[repr(C)]
pub struct Data(u128);

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(callback: Option<unsafe extern "C" fn(c_int, *mut c_void)>, #[user_data] data: Data);
}

fn main() {}

// mend: `data: Data` -> `data: usize`
// mend: `data: Data` -> `data: *mut Data`
