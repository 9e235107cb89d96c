//! Files of GIO, and how their contents are read.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::Path;
use std::ptr;

use crate::sys;

/// `GError`
#[repr(C)]
pub(crate) struct GError {
    domain: u32,
    code: c_int,
    message: *mut c_char,
}

/// `GIOErrorEnum`
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GioError(pub(crate) c_int);

impl GioError {
    pub(crate) const NOT_FOUND: Self = Self(1);
    pub(crate) const CANCELLED: Self = Self(19);
}

/// A reference to a `GObject`.
pub(crate) struct Object(*mut c_void);

impl Object {
    pub(crate) fn file(path: &Path) -> Self {
        let path = CString::new(path.to_str().unwrap()).unwrap();
        // SAFETY: the path is copied.
        Self(unsafe { sys::g_file_new_for_path(path.as_ptr()) })
    }

    pub(crate) fn cancellable() -> Self {
        Self(sys::g_cancellable_new())
    }

    /// Whether it is a cancellable that says so.
    pub(crate) fn is_cancelled(&self) -> bool {
        // SAFETY: it lives; of other objects the library says no.
        unsafe { sys::g_cancellable_is_cancelled(self.0) != 0 }
    }

    pub(crate) fn raw(&self) -> *mut c_void {
        self.0
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        // SAFETY: it holds the reference.
        unsafe { sys::g_object_unref(self.0) }
    }
}

/// A timeout of a millisecond, in a main loop that the test itself turns.
pub(crate) struct Timeout {
    context: *mut c_void,
    source: *mut c_void,
}

impl Timeout {
    pub(crate) fn new() -> Self {
        let (context, source) = (sys::g_main_context_new(), sys::g_timeout_source_new(1));
        // SAFETY: both live until this is dropped.
        unsafe { sys::g_source_attach(source, context) };
        Self { context, source }
    }

    /// Good until this is dropped.
    pub(crate) fn source(&self) -> *mut c_void {
        self.source
    }

    /// Waits for the timeout and calls back; returns at once if it was destroyed.
    pub(crate) fn turn(&self) {
        let may_block = c_int::from(!self.is_destroyed());
        // SAFETY: it lives.
        unsafe { sys::g_main_context_iteration(self.context, may_block) };
    }

    pub(crate) fn is_destroyed(&self) -> bool {
        // SAFETY: it lives.
        unsafe { sys::g_source_is_destroyed(self.source) != 0 }
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        // SAFETY: these are its references.
        unsafe {
            sys::g_source_unref(self.source);
            sys::g_main_context_unref(self.context);
        }
    }
}

/// What a finished read has brought.
///
/// # Safety
/// The arguments are those of a callback of `g_file_load_contents_async`.
pub(crate) unsafe fn contents(file: *mut c_void, result: *mut c_void) -> Result<Vec<u8>, GioError> {
    let (mut text, mut length, mut error) = (ptr::null_mut(), 0, ptr::null_mut::<GError>());
    // SAFETY: the caller promises it; what it gives is owned here.
    unsafe {
        let (text_out, error_out) = (&raw mut text, &raw mut error);
        let etag = ptr::null_mut();
        if sys::g_file_load_contents_finish(file, result, text_out, &mut length, etag, error_out)
            == 0
        {
            let GError { code, message, .. } = *error;
            assert!(!CStr::from_ptr(message).is_empty());
            sys::g_error_free(error);
            return Err(GioError(code));
        }
        let bytes = std::slice::from_raw_parts(text.cast::<u8>(), length).to_vec();
        sys::g_free(text.cast());
        Ok(bytes)
    }
}
