#[asyncify]
#[link(name = "example")]
unsafe extern "C" {
    /// Starts a job.
    #[asyncify(once)]
    #[status(|rc| if rc == 0 { Ok(()) } else { Err(Status(rc)) })]
    pub fn job_start(
        job: *mut Job,
        #[map(|_, result| result)]
        done: Option<unsafe extern "C" fn(job: *mut Job, result: c_int, data: *mut c_void)>,
        #[user_data] data: *mut c_void,
    ) -> c_int;

    /// Watches.
    #[asyncify(stream, cancel = |id| watch_remove(id))]
    pub safe fn watch_add(
        #[user_data] data: gpointer,
        #[item]
        #[reply(GLIB_SOURCE_CONTINUE)]
        #[map(|name| -> CString { unsafe { CStr::from_ptr(name) }.to_owned() })]
        on_event: unsafe extern "C" fn(gpointer, *const c_char) -> gboolean,
        #[end]
        #[shape(Option<unsafe extern "C" fn(gpointer)>)]
        on_end: EndFunc,
        #[destroy]
        #[shape(Option<unsafe extern "C" fn(gpointer)>)]
        notify: GDestroyNotify,
    ) -> guint;

    #[asyncify(frames)]
    fn capture(
        #[map(|data, n| -> &[f32] { unsafe { slice::from_raw_parts(data, n) } })]
        #[reply(0)]
        process: Option<extern "C" fn(*const f32, usize, *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    );

    #[asyncify(feed)]
    fn exchange(
        #[map(|data, n| -> (&[f32], &mut [f32]) { unsafe { halves(data, n) } })]
        process: Option<extern "C" fn(*mut f32, usize, *mut c_void)>,
        #[user_data] data: *mut c_void,
    );

    fn untouched(handle: *mut c_void) -> c_int;
}
