use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(
        callback: Option<unsafe extern "C" fn(u8, *mut c_void)>,
        #[user_data]
        #[item]
        data: *mut c_void,
    );
}

fn main() {}

// mend: `        #[item]\n` -> ``
