use asyncify::asyncify;

#[asyncify]
fn start(callback: impl FnMut(u8) + Send + 'static, #[user_data] data: *mut std::ffi::c_void) {
    drop((callback, data));
}

fn main() {}

// mend: `callback: impl FnMut(u8) + Send + 'static` -> `callback: unsafe extern "C" fn(u8, *mut std::ffi::c_void)`
//       `#[asyncify]` -> `#[asyncify(stream)]`
