use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(stream)]
    fn watch(
        callback: Option<unsafe extern "C" fn(u8, *mut c_void)>,
        #[user_data] data: *mut c_void,
    );
}

fn main() {
    let _stream = watch_stream();
}

// mend: `watch_stream()` -> `unsafe { watch_stream() }`
