use asyncify::asyncify;

#[asyncify]
fn watch(
    callback: impl FnMut(u8) + Send + 'static,
    #[destroy] destroy: Option<unsafe extern "C" fn(*mut std::ffi::c_void)>,
) {
    _ = (callback, destroy);
}

fn main() {}

// mend: `callback: impl FnMut(u8) + Send + 'static` -> `callback: unsafe extern "C" fn(u8, *mut std::ffi::c_void), #[user_data] data: *mut std::ffi::c_void`
//       `#[asyncify]` -> `#[asyncify(stream)]`
//       `_ = (callback, destroy)` -> `_ = (callback, data, destroy)`
