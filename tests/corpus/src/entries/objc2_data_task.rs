//! objc2-foundation 0.3.2: `dataTaskWithURL_completionHandler`
//!
//! `#[shape]` says what the block is called with, `wrap` makes a block, which is lent to the call.
//! `#[map]` reads the convention of data or error. The task waits for its `start`.

use asyncify::asyncify;

use crate::stubs::objc2::*;

#[asyncify(ext = SessionAsync, name = data_task, once, start = |task| task.0.resume(), cancel = |task| task.0.cancel())]
impl NSURLSession {
    pub unsafe fn dataTaskWithURL_completionHandler(
        &self,
        url: &NSURL,
        #[shape(Fn(*mut NSData, *mut NSURLResponse, *mut NSError), wrap = block2::RcBlock::new)]
        #[map(|data, response, error| -> Result<(Retained<NSData>, Retained<NSURLResponse>), Option<Retained<NSError>>> {
            // SAFETY: pointers are null or valid during the call.
            let (data, response, error) = unsafe { (Retained::retain(data), Retained::retain(response), Retained::retain(error)) };
            data.zip(response).ok_or(error)
        })]
        completion_handler: &block2::DynBlock<
            dyn Fn(*mut NSData, *mut NSURLResponse, *mut NSError),
        >,
    ) -> Retained<NSURLSessionDataTask>;
}
