//! calloop 0.14.5: `LoopHandle::insert_source`
//!
//! What the callback returns is a type of the source: the predicate `S::Ret: Default`, which is
//! added, lets the reply be made.

use asyncify::asyncify;

use crate::stubs::calloop::*;

#[asyncify(ext = LoopAsync, local)]
impl<'l, Data> LoopHandle<'l, Data> {
    pub fn insert_source<S, F>(
        &self,
        source: S,
        #[map(|event, _, _| -> S::Event { event })]
        #[reply(S::Ret::default())]
        callback: F,
    ) -> Result<RegistrationToken, InsertError<S>>
    where
        S: EventSource + 'l,
        S::Ret: Default,
        F: FnMut(S::Event, &mut S::Metadata, &mut Data) -> S::Ret + 'l;
}
