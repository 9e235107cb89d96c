//! What the tests need of `glib.h` and `gio.h`, version 2.

use std::ffi::{c_char, c_int, c_uint, c_void};

use asyncify::asyncify;

use crate::objects::{GError, GioError, contents};

/// `gboolean` of a source's callback.
pub(crate) const G_SOURCE_REMOVE: c_int = 0;
pub(crate) const G_SOURCE_CONTINUE: c_int = 1;

/// `GSourceFunc`
type SourceFunc = Option<unsafe extern "C" fn(*mut c_void) -> c_int>;

#[asyncify]
#[link(name = "glib-2.0")]
unsafe extern "C" {
    #[asyncify(stream, name = ticks, cancel = |id| { g_source_remove(id); })]
    pub(crate) safe fn g_timeout_add_full(
        priority: c_int,
        interval: c_uint,
        #[shape(Option<unsafe extern "C" fn(*mut c_void) -> c_int>)]
        #[reply(G_SOURCE_CONTINUE)]
        function: SourceFunc,
        #[user_data] data: *mut c_void,
        #[destroy] notify: Option<unsafe extern "C" fn(*mut c_void)>,
    ) -> c_uint;

    #[asyncify(once, name = idle)]
    pub(crate) safe fn g_idle_add_full(
        priority: c_int,
        #[reply(G_SOURCE_REMOVE)] function: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
        #[destroy] notify: Option<unsafe extern "C" fn(*mut c_void)>,
    ) -> c_uint;

    // SAFETY: whoever calls the wrapper keeps the source.
    #[asyncify(stream, name = source_ticks, cancel = || unsafe { g_source_destroy(source) })]
    pub(crate) fn g_source_set_callback(
        source: *mut c_void,
        #[reply(G_SOURCE_CONTINUE)] function: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
        #[destroy] notify: Option<unsafe extern "C" fn(*mut c_void)>,
    );

    pub(crate) safe fn g_timeout_source_new(interval: c_uint) -> *mut c_void;
    pub(crate) fn g_source_attach(source: *mut c_void, context: *mut c_void) -> c_uint;
    pub(crate) fn g_source_destroy(source: *mut c_void);
    pub(crate) fn g_source_is_destroyed(source: *mut c_void) -> c_int;
    pub(crate) fn g_source_unref(source: *mut c_void);
    pub(crate) safe fn g_source_remove(id: c_uint) -> c_int;
    pub(crate) safe fn g_main_context_new() -> *mut c_void;
    pub(crate) fn g_main_context_unref(context: *mut c_void);
    pub(crate) fn g_main_context_iteration(context: *mut c_void, may_block: c_int) -> c_int;
    pub(crate) fn g_main_context_find_source_by_id(context: *mut c_void, id: c_uint)
    -> *mut c_void;
    pub(crate) fn g_free(memory: *mut c_void);
    pub(crate) fn g_error_free(error: *mut GError);
}

#[link(name = "gobject-2.0")]
unsafe extern "C" {
    pub(crate) fn g_object_unref(object: *mut c_void);
}

#[asyncify]
#[link(name = "gio-2.0")]
unsafe extern "C" {
    #[asyncify(
        once,
        name = load_contents,
        // SAFETY: whoever calls the wrapper keeps the cancellable.
        cancel = || unsafe { g_cancellable_cancel(cancellable) },
    )]
    pub(crate) fn g_file_load_contents_async(
        file: *mut c_void,
        cancellable: *mut c_void,
        // SAFETY: these are the arguments of that callback.
        #[map(|file, result| -> Result<Vec<u8>, GioError> { unsafe { contents(file, result) } })]
        callback: Option<
            unsafe extern "C" fn(
                file: *mut c_void,
                result: *mut c_void,
                #[user_data] data: *mut c_void,
            ),
        >,
        #[user_data] data: *mut c_void,
    );

    pub(crate) fn g_file_load_contents_finish(
        file: *mut c_void,
        result: *mut c_void,
        contents: *mut *mut c_char,
        length: *mut usize,
        etag: *mut *mut c_char,
        error: *mut *mut GError,
    ) -> c_int;
    pub(crate) fn g_file_new_for_path(path: *const c_char) -> *mut c_void;
    pub(crate) safe fn g_cancellable_new() -> *mut c_void;
    pub(crate) fn g_cancellable_is_cancelled(cancellable: *mut c_void) -> c_int;
    pub(crate) fn g_cancellable_cancel(cancellable: *mut c_void);
}

/// The same function once more, for its first tick.
pub(crate) mod once {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(once, name = first_tick)]
        pub(crate) fn g_source_set_callback(
            source: *mut c_void,
            #[reply(G_SOURCE_CONTINUE)] function: Option<
                unsafe extern "C" fn(*mut c_void) -> c_int,
            >,
            #[user_data] data: *mut c_void,
            #[destroy] notify: Option<unsafe extern "C" fn(*mut c_void)>,
        );
    }
}

/// And with a mistake in what is made of a tick.
pub(crate) mod mistaken {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(stream, name = source_ticks)]
        pub(crate) fn g_source_set_callback(
            source: *mut c_void,
            #[map(|| -> u8 { panic!("a mistake") })]
            #[reply(G_SOURCE_CONTINUE, closed = G_SOURCE_REMOVE)]
            function: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
            #[user_data] data: *mut c_void,
            #[destroy] notify: Option<unsafe extern "C" fn(*mut c_void)>,
        );
    }
}
