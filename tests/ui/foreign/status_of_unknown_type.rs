use std::ffi::{c_int, c_void};

use asyncify::asyncify;

fn check(rc: c_int) -> Result<(), c_int> {
    if rc == 0 { Ok(()) } else { Err(rc) }
}

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    #[status(|rc| check(rc))]
    fn run(
        callback: Option<unsafe extern "C" fn(c_int, *mut c_void)>,
        #[user_data] data: *mut c_void,
    ) -> c_int;
}

fn main() {}

// mend: `|rc| check(rc)` -> `|rc| -> Result<(), c_int> { check(rc) }`
