use asyncify::asyncify;
use std::ffi::{c_int, c_void};

#[asyncify(stream)]
unsafe extern "C" {
    fn watch(
        on_event: unsafe extern "C" fn(event: c_int, data: *mut c_void),
        #[user_data] data: *mut c_void,
        free: unsafe extern "C" fn(data: *mut c_void),
    );
}

fn main() {}

// mend: `        on_event` -> `        #[item] on_event`
//       `        free` -> `        #[destroy] free`
