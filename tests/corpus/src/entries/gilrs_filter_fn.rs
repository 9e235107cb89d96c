//! gilrs 0.11.2: `FilterFn`
//!
//! What the filter returns goes on to the next: `#[reply]` passes every event on as it is, and the
//! stream tells of them. The pad itself is lent, and left out.

use asyncify::asyncify;

use crate::stubs::gilrs::{self, *};

#[asyncify(listener, path = gilrs::FilterFn)]
pub trait FilterFn {
    #[map(|ev, _| -> Option<Event> { ev })]
    #[reply(|ev, _| ev.clone())]
    fn filter(&self, ev: Option<Event>, gilrs: &mut Gilrs) -> Option<Event>;
}
