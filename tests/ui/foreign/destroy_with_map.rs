use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(
        callback: Option<unsafe extern "C" fn(u8, *mut c_void)>,
        #[user_data] data: *mut c_void,
        #[destroy]
        #[map(|data| data)]
        destroy: Option<unsafe extern "C" fn(*mut c_void)>,
    );
}

fn main() {}

// mend: `        #[map(|data| data)]\n` -> ``
