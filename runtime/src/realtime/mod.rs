//! What the lanes for realtime threads share: a state without locks, a wake that does not unwind,
//! and the error callback's side.

pub(crate) mod link;
pub(crate) mod parked;
pub(crate) mod sender;
pub(crate) mod wake;
