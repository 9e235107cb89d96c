use std::ffi::{c_char, c_void};

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(stream)]
    fn watch(
        on_name: Option<unsafe extern "C" fn(*const c_char, *mut c_void)>,
        #[user_data] data: *mut c_void,
    );
}

fn main() {}

// mend: `on_name:` -> `#[map(|name| unsafe { std::ffi::CStr::from_ptr(name) }.to_owned())] on_name:`
