#[link(name = "example")]
unsafe extern "C" {
    /// Starts a job.
    pub fn job_start(
        job: *mut Job,
        done: Option<
            unsafe extern "C" fn(job: *mut Job, result: c_int, data: *mut c_void),
        >,
        data: *mut c_void,
    ) -> c_int;
    /// Watches.
    pub safe fn watch_add(
        data: gpointer,
        on_event: unsafe extern "C" fn(gpointer, *const c_char) -> gboolean,
        on_end: EndFunc,
        notify: GDestroyNotify,
    ) -> guint;
    fn capture(
        process: Option<extern "C" fn(*const f32, usize, *mut c_void) -> c_int>,
        data: *mut c_void,
    );
    fn exchange(
        process: Option<extern "C" fn(*mut f32, usize, *mut c_void)>,
        data: *mut c_void,
    );
    fn untouched(handle: *mut c_void) -> c_int;
}
/// Starts a job.
///
/// # Safety
/// * What `job_start` asks of its callers must hold when the future is polled for the first time, which is when it is called: so what the pointers among the arguments lead to must still be there.
/// * `job_start` and its callbacks must be what they are declared to be.
///
/// Nothing is asked of when, how often and on which thread C calls back: its user data is a key, and a call that comes too late is refused.
pub async unsafe fn job_start_async(
    job: *mut Job,
) -> ::core::result::Result<c_int, ::asyncify::CallError<Status>> {
    ::asyncify::try_once(move |done| {
            type __Kept = ::std::boxed::Box<
                dyn ::core::ops::Fn(
                    *mut Job,
                    c_int,
                ) + ::core::marker::Send + ::core::marker::Sync,
            >;
            let key = ::asyncify::__private::ffi::key(&done);
            let word = key
                .leads_to::<
                    __Kept,
                >(
                    ::std::boxed::Box::new(move |_: *mut Job, result: c_int| {
                        done.complete_with(|| -> c_int { result })
                    }),
                );
            let done: Option<
                unsafe extern "C" fn(job: *mut Job, result: c_int, data: *mut c_void),
            > = ::core::option::Option::Some({
                #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
                extern "C" fn trampoline(
                    arg0: *mut Job,
                    arg1: c_int,
                    data: *mut c_void,
                ) {
                    let _ = ::asyncify::ffi::with(
                        ::asyncify::__private::ffi::Word::handed_back(data),
                        |kept: &__Kept| kept(arg0, arg1),
                    );
                }
                trampoline
            });
            let data: *mut c_void = ::asyncify::__private::ffi::Word::given(word);
            ::asyncify::__private::status(
                unsafe { job_start(job, done, data) },
                |rc| -> ::core::result::Result<(), Status> {
                    if rc == 0 { Ok(()) } else { Err(Status(rc)) }
                },
            )
        })
        .await
}
/// Watches.
pub fn watch_add_stream() -> ::asyncify::EventStream<CString, guint> {
    #[allow(unused_imports)]
    use ::asyncify::__private::ReleaseHere as _;
    let cancel = ::asyncify::__private::cancelling_anywhere::<
        guint,
        _,
    >(move |id| watch_remove(id));
    ::asyncify::stream_local(
            ::asyncify::StreamOptions::new(),
            move |events| {
                type __Kept = (
                    ::std::boxed::Box<
                        dyn ::core::ops::Fn(
                            *const c_char,
                        ) -> gboolean + ::core::marker::Send + ::core::marker::Sync,
                    >,
                    ::std::boxed::Box<
                        dyn ::core::ops::Fn(
                        ) + ::core::marker::Send + ::core::marker::Sync,
                    >,
                );
                let key = ::asyncify::__private::ffi::key_until_destroyed(&events);
                let word = key
                    .leads_to::<
                        __Kept,
                    >((
                        ::std::boxed::Box::new({
                            let events = ::core::clone::Clone::clone(&events);
                            move |name: *const c_char| -> gboolean {
                                events
                                    .emit_with(|| -> CString {
                                        unsafe { CStr::from_ptr(name) }.to_owned()
                                    });
                                GLIB_SOURCE_CONTINUE
                            }
                        }),
                        ::std::boxed::Box::new(move || events.end()),
                    ));
                let data: gpointer = ::asyncify::__private::ffi::Word::given(word);
                let on_event: unsafe extern "C" fn(
                    gpointer,
                    *const c_char,
                ) -> gboolean = {
                    #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
                    extern "C" fn trampoline(
                        data: gpointer,
                        arg1: *const c_char,
                    ) -> gboolean {
                        ::asyncify::ffi::with(
                                ::asyncify::__private::ffi::Word::handed_back(data),
                                |kept: &__Kept| (kept.0)(arg1),
                            )
                            .unwrap_or(GLIB_SOURCE_CONTINUE)
                    }
                    trampoline
                };
                let on_end: EndFunc = ::core::option::Option::Some({
                    #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
                    extern "C" fn trampoline(data: gpointer) {
                        let _ = ::asyncify::ffi::with(
                            ::asyncify::__private::ffi::Word::handed_back(data),
                            |kept: &__Kept| (kept.1)(),
                        );
                    }
                    trampoline
                });
                let notify: GDestroyNotify = ::core::option::Option::Some({
                    #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
                    extern "C" fn trampoline(data: gpointer) {
                        let _ = ::asyncify::ffi::release(
                            ::asyncify::__private::ffi::Word::handed_back(data),
                        );
                    }
                    trampoline
                });
                watch_add(data, on_event, on_end, notify)
            },
        )
        .cancel(cancel)
        .release_anywhere_if_send()
}
/// The async version of `capture`.
///
/// # Safety
/// * What `capture` asks of its callers must hold now.
/// * `capture` and its callbacks must be what they are declared to be.
///
/// Nothing is asked of when, how often and on which thread C calls back: its user data is a key, and a call that comes too late is refused.
unsafe fn capture_stream() -> ::asyncify::FrameStream<f32, (), ()> {
    ::asyncify::frames(
        ::asyncify::FrameOptions::new(),
        move |frames| {
            type __Kept = ::std::boxed::Box<
                ::asyncify::__private::ffi::Exclusive<
                    dyn ::core::ops::FnMut(
                        *const f32,
                        usize,
                    ) -> c_int + ::core::marker::Send,
                >,
            >;
            let key = ::asyncify::__private::ffi::key(&frames);
            let word = key
                .leads_to::<
                    __Kept,
                >(
                    ::std::boxed::Box::new(
                        ::asyncify::__private::ffi::Exclusive::new(move |
                            data: *const f32,
                            n: usize,
                        | -> c_int {
                            frames
                                .write_catching(|| (
                                    unsafe { slice::from_raw_parts(data, n) },
                                    (),
                                ));
                            0
                        }),
                    ),
                );
            let process: Option<
                extern "C" fn(*const f32, usize, *mut c_void) -> c_int,
            > = ::core::option::Option::Some({
                #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
                extern "C" fn trampoline(
                    arg0: *const f32,
                    arg1: usize,
                    data: *mut c_void,
                ) -> c_int {
                    ::asyncify::ffi::alone(
                            ::asyncify::__private::ffi::Word::handed_back(data),
                            |kept: &__Kept| kept.enter(|callback| callback(arg0, arg1)),
                        )
                        .flatten()
                        .unwrap_or(0)
                }
                trampoline
            });
            let data: *mut c_void = ::asyncify::__private::ffi::Word::given(word);
            unsafe { capture(process, data) }
        },
    )
}
/// The async version of `exchange`.
///
/// # Safety
/// * What `exchange` asks of its callers must hold now.
/// * `exchange` and its callbacks must be what they are declared to be.
///
/// Nothing is asked of when, how often and on which thread C calls back: its user data is a key, and a call that comes too late is refused.
unsafe fn exchange_feed() -> ::asyncify::Duplex<f32, f32, (), ()> {
    ::asyncify::duplex(
        ::asyncify::FrameOptions::new(),
        ::asyncify::FeedOptions::new(),
        move |port| {
            type __Kept = ::std::boxed::Box<
                ::asyncify::__private::ffi::Exclusive<
                    dyn ::core::ops::FnMut(*mut f32, usize) + ::core::marker::Send,
                >,
            >;
            let key = ::asyncify::__private::ffi::key(&port);
            let word = key
                .leads_to::<
                    __Kept,
                >(
                    ::std::boxed::Box::new(
                        ::asyncify::__private::ffi::Exclusive::new(move |
                            data: *mut f32,
                            n: usize|
                        {
                            port
                                .exchange_catching(|| {
                                    let (input, output) = unsafe { halves(data, n) };
                                    (input, output, ())
                                })
                        }),
                    ),
                );
            let process: Option<extern "C" fn(*mut f32, usize, *mut c_void)> = ::core::option::Option::Some({
                #[allow(improper_ctypes_definitions, clippy::too_many_arguments)]
                extern "C" fn trampoline(
                    arg0: *mut f32,
                    arg1: usize,
                    data: *mut c_void,
                ) {
                    let _ = ::asyncify::ffi::alone(
                            ::asyncify::__private::ffi::Word::handed_back(data),
                            |kept: &__Kept| kept.enter(|callback| callback(arg0, arg1)),
                        )
                        .flatten();
                }
                trampoline
            });
            let data: *mut c_void = ::asyncify::__private::ffi::Word::given(word);
            unsafe { exchange(process, data) }
        },
    )
}
