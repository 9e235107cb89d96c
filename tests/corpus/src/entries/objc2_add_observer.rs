//! objc2-foundation 0.3.2: `addObserverForName_object_queue_usingBlock`
//!
//! The same kind of block as a completion, called many times. What a pointer leads to must be
//! retained inside the callback.

use std::ptr::NonNull;

use asyncify::asyncify;

use crate::stubs::objc2::*;

#[asyncify(ext = CenterAsync, name = notifications)]
impl NSNotificationCenter {
    pub unsafe fn addObserverForName_object_queue_usingBlock(
        &self,
        name: Option<&NSNotificationName>,
        obj: Option<&AnyObject>,
        queue: Option<&NSOperationQueue>,
        #[shape(Fn(NonNull<NSNotification>), wrap = block2::RcBlock::new)]
        #[map(|notification| -> Option<Retained<NSNotification>> {
            // SAFETY: pointers are null or valid during the call.
            unsafe { Retained::retain(notification.as_ptr()) }
        })]
        block: &block2::DynBlock<dyn Fn(NonNull<NSNotification>)>,
    ) -> Retained<ProtocolObject<dyn NSObjectProtocol>>;
}
