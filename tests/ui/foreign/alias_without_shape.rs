use std::ffi::{c_int, c_void};

use asyncify::asyncify;

type Callback = Option<unsafe extern "C" fn(c_int, *mut c_void)>;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(callback: Callback, #[user_data] data: *mut c_void);
}

fn main() {}

// mend: `callback: Callback` -> `#[shape(Option<unsafe extern "C" fn(c_int, *mut c_void)>)] callback: Callback`
