use std::ffi::c_void;

use asyncify::asyncify;

#[repr(C)]
#[derive(Clone, Copy)]
pub enum Go {
    On,
    Away,
}

#[asyncify]
unsafe extern "C" {
    #[asyncify(stream)]
    fn watch(
        #[reply(|level| if level > 0 { Go::On } else { Go::Away })]
        callback: Option<unsafe extern "C" fn(u8, *mut c_void) -> Go>,
        #[user_data] data: *mut c_void,
    );
}

fn main() {}

// mend: `{ Go::Away })]` -> `{ Go::Away }, closed = Go::Away)]`
