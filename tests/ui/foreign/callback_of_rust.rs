use asyncify::asyncify;

#[asyncify]
fn start(callback: impl FnMut(u8) + Send + 'static, #[user_data] data: *mut std::ffi::c_void) {
    drop((callback, data));
}

fn main() {}
