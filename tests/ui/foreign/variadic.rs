use std::ffi::{c_int, c_void};

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn command(
        callback: Option<unsafe extern "C" fn(c_int, *mut c_void)>,
        #[user_data] data: *mut c_void,
        ...
    );
}

fn main() {}

// mend: `#[asyncify(once)]` -> `#[asyncify(skip)]`
//       `    #[asyncify(skip)]` -> `    #[asyncify(once)] fn start(done: unsafe extern "C" fn(*mut c_void), #[user_data] data: *mut c_void); #[asyncify(skip)]`
