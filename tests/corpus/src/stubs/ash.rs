//! Stands for `ash`.
use std::ffi::{c_char, c_void};
use std::marker::PhantomData;
pub type Bool32 = u32;
pub const FALSE: Bool32 = 0;
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DebugUtilsMessageSeverityFlagsEXT(pub u32);
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct DebugUtilsMessageTypeFlagsEXT(pub u32);
#[derive(Debug)]
pub struct VkError;
pub type VkResult<T> = Result<T, VkError>;
#[repr(C)]
pub struct DebugUtilsMessengerCallbackDataEXT<'a> {
    pub p_message: *const c_char,
    pub marker: PhantomData<&'a ()>,
}
pub type Callback = Option<
    unsafe extern "system" fn(
        message_severity: DebugUtilsMessageSeverityFlagsEXT,
        message_types: DebugUtilsMessageTypeFlagsEXT,
        p_callback_data: *const DebugUtilsMessengerCallbackDataEXT<'_>,
        p_user_data: *mut c_void,
    ) -> Bool32,
>;
#[derive(Clone, Copy)]
pub struct DebugUtilsMessengerEXT(pub u64);
#[derive(Default)]
pub struct DebugUtilsMessengerCreateInfoEXT<'a> {
    pub pfn_user_callback: Callback,
    pub p_user_data: Option<*mut c_void>,
    marker: PhantomData<&'a ()>,
}
impl DebugUtilsMessengerCreateInfoEXT<'_> {
    pub fn pfn_user_callback(mut self, callback: Callback) -> Self {
        self.pfn_user_callback = callback;
        self
    }
    pub fn user_data_ptr(mut self, data: *mut c_void) -> Self {
        self.p_user_data = Some(data);
        self
    }
}
#[derive(Clone)]
pub struct Instance;
impl Instance {
    /// # Safety
    /// As Vulkan asks.
    pub unsafe fn create_debug_utils_messenger(
        &self,
        create_info: &DebugUtilsMessengerCreateInfoEXT<'_>,
    ) -> VkResult<DebugUtilsMessengerEXT> {
        let callback = create_info.pfn_user_callback.ok_or(VkError)?;
        let data = DebugUtilsMessengerCallbackDataEXT {
            p_message: c"slow".as_ptr(),
            marker: PhantomData,
        };
        let user_data = create_info.p_user_data.ok_or(VkError)?;
        let (severity, types) = (
            DebugUtilsMessageSeverityFlagsEXT(1),
            DebugUtilsMessageTypeFlagsEXT(1),
        );
        // SAFETY: what is pointed at lasts for the call.
        unsafe { callback(severity, types, &raw const data, user_data) };
        Ok(DebugUtilsMessengerEXT(1))
    }
    /// # Safety
    /// As Vulkan asks.
    pub unsafe fn destroy_debug_utils_messenger(&self, messenger: DebugUtilsMessengerEXT) {}
}
