//! Blocking code on a pool of threads, awaited.

mod cancelled;
mod pool;
mod work;

pub use cancelled::is_cancelled;
pub(crate) use pool::submit;
pub use work::{Blocking, blocking};
