use asyncify::asyncify;

#[asyncify]
fn watch(
    callback: impl FnMut(u8) + Send + 'static,
    #[destroy] destroy: Option<unsafe extern "C" fn(*mut std::ffi::c_void)>,
) {
    _ = (callback, destroy);
}

fn main() {}
