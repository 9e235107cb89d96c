//! libpulse-binding 2.30.1: `Introspector::get_sink_info_list`
//!
//! The marker at the end of the list ends the stream: `try_collect` makes a `Vec` of it.

use asyncify::asyncify;

use crate::stubs::libpulse::*;

/// The server could not tell.
#[derive(Debug, PartialEq)]
pub struct ListFailed;

#[asyncify(ext = SinksAsync, local, cancel = |mut operation| operation.cancel())]
impl Introspector {
    pub fn get_sink_info_list<F>(
        &self,
        #[end_if(|entry| matches!(entry, ListResult::End))]
        #[map(|entry| -> Result<SinkInfo<'static>, ListFailed> {
            match entry { ListResult::Item(sink) => Ok(sink.to_owned()), _ => Err(ListFailed) }
        })]
        callback: F,
    ) -> Operation<dyn FnMut(ListResult<&SinkInfo>)>
    where
        F: FnMut(ListResult<&SinkInfo>) + 'static;
}
