use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(stream, keep)]
    fn watch(
        callback: Option<unsafe extern "C" fn(u8, *mut c_void)>,
        #[user_data] data: *mut c_void,
    );
}

fn main() {}

// mend: `, keep` -> ``
