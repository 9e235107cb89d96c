use std::ffi::c_void;

use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn send(
        callback: unsafe extern "C" fn(#[user_data] *mut c_void, #[user_data] *mut c_void),
        #[user_data] data: *mut c_void,
    );
}

fn main() {}

// mend: `#[user_data] *mut c_void, #[user_data] *mut c_void` -> `#[user_data] *mut c_void, *mut c_void`
//       `callback:` -> `#[map(|pointer| pointer as usize)] callback:`
