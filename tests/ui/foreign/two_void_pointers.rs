use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn send(
        callback: Option<unsafe extern "C" fn(*mut c_void, *mut c_void)>,
        #[user_data] data: *mut c_void,
    );
}

fn main() {}

// mend: `fn(*mut c_void, ` -> `fn(data: *mut c_void, `
//       `callback:` -> `#[map(|pointer| pointer as usize)] callback:`
