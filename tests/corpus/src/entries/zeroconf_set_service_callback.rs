//! zeroconf 0.18.0: `TMdnsBrowser::set_service_callback`
//!
//! An alias of `dyn Fn`, which `#[shape]` writes out. The context of `set_context` is not needed:
//! the stream knows whose it is.

use std::any::Any;
use std::sync::Arc;

use asyncify::asyncify;

use crate::stubs::zeroconf::*;

#[asyncify(ext = BrowserAsync)]
impl<B: TMdnsBrowser> B {
    fn set_service_callback(
        &mut self,
        #[shape(Fn(Result<BrowserEvent>, Option<Arc<dyn Any + Send + Sync>>), wrap = Box::new)]
        #[map(|event, _| -> Result<BrowserEvent> { event })]
        service_callback: Box<ServiceBrowserCallback>,
    );
}
