//! Stands for `zeroconf`.
use std::any::Any;
use std::sync::Arc;
#[derive(Debug, Clone, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
#[derive(Debug, Clone, PartialEq)]
pub enum BrowserEvent {
    Add(String),
    Remove(String),
}
pub type ServiceBrowserCallback = dyn Fn(Result<BrowserEvent>, Option<Arc<dyn Any + Send + Sync>>);
#[derive(Default)]
pub struct MdnsBrowser {
    pub callback: Option<Box<ServiceBrowserCallback>>,
}
pub trait TMdnsBrowser {
    fn slot(&mut self) -> &mut Option<Box<ServiceBrowserCallback>>;
    fn set_service_callback(&mut self, service_callback: Box<ServiceBrowserCallback>) {
        *self.slot() = Some(service_callback);
    }
}
impl TMdnsBrowser for MdnsBrowser {
    fn slot(&mut self) -> &mut Option<Box<ServiceBrowserCallback>> {
        &mut self.callback
    }
}
