use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(callback: Option<unsafe extern "C" fn(u8)>);
}

fn main() {}

// mend: `extern "C" fn(u8)>` -> `extern "C" fn(u8, data: *mut std::ffi::c_void)>, #[user_data] data: *mut std::ffi::c_void`
// mend: `#[asyncify(once)]` -> `#[asyncify(skip)]`
//       `    #[asyncify(skip)]` -> `    #[asyncify(once)] fn start(done: unsafe extern "C" fn(*mut std::ffi::c_void), #[user_data] data: *mut std::ffi::c_void); #[asyncify(skip)]`
