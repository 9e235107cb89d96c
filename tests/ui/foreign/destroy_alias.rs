use std::ffi::c_void;

use asyncify::asyncify;

type Destroy = Option<unsafe extern "C" fn(*mut c_void)>;

#[asyncify]
unsafe extern "C" {
    #[asyncify(stream)]
    fn watch(
        callback: Option<unsafe extern "C" fn(u8, *mut c_void)>,
        #[user_data] data: *mut c_void,
        #[destroy] destroy: Destroy,
    );
}

fn main() {}

// mend: `#[destroy]` -> `#[destroy] #[shape(Option<unsafe extern "C" fn(*mut c_void)>)]`
