//! ash 0.38.0: `create_debug_utils_messenger`
//!
//! The C callback and its user data are fields of a struct. A function of one's own takes both, and
//! fills the struct: the marks are for its parameters, which are gone from the twin.

use std::ffi::{CStr, c_void};

use asyncify::asyncify;

use crate::stubs::ash::*;

/// # Safety
/// As for `create_debug_utils_messenger`; and the stream must be gone before the instance is.
#[asyncify(stream, cancel = {
    let instance = instance.clone();
    // SAFETY: it is the instance's own, and destroyed once.
    move |messenger| unsafe { instance.destroy_debug_utils_messenger(messenger) }
})]
pub unsafe fn debug_messages(
    instance: &Instance,
    #[map(|severity, _, data| -> (DebugUtilsMessageSeverityFlagsEXT, String) {
        // SAFETY: Vulkan lends a string that ends with a zero.
        let message = unsafe { CStr::from_ptr((*data).p_message) };
        (severity, message.to_string_lossy().into_owned())
    })]
    #[reply(FALSE)]
    callback: Option<
        unsafe extern "system" fn(
            DebugUtilsMessageSeverityFlagsEXT,
            DebugUtilsMessageTypeFlagsEXT,
            *const DebugUtilsMessengerCallbackDataEXT<'_>,
            *mut c_void,
        ) -> Bool32,
    >,
    #[user_data] data: *mut c_void,
) -> VkResult<DebugUtilsMessengerEXT> {
    let info = DebugUtilsMessengerCreateInfoEXT::default()
        .pfn_user_callback(callback)
        .user_data_ptr(data);
    // SAFETY: the caller has promised what it asks for.
    unsafe { instance.create_debug_utils_messenger(&info) }
}
