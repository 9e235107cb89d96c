#[asyncify::asyncify(stream)]
unsafe extern "C" {
    fn walk(
        visit: Option<unsafe extern "C" fn(code: c_int, data: *mut c_void)>,
        #[user_data] data: *mut c_void,
    );
}
