//! What the lanes for realtime threads share: a state without locks, a wake that does not unwind,
//! the error callback's side, and how they are left.

pub(crate) mod lane;
pub(crate) mod link;
pub(crate) mod parked;
pub(crate) mod sender;
pub(crate) mod wake;
