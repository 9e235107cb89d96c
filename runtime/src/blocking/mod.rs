//! Blocking code on a pool of threads, awaited, and iterators that block as streams.
//!
//! There is no pool of our own: `pool` finds one. What runs there is a job that keeps what its
//! consumer waits for, and so can tell whether anybody does.

mod cancelled;
mod pool;
mod reader;
mod shared;
mod stream;
mod turns;
mod work;

pub use cancelled::is_cancelled;
pub(crate) use pool::elsewhere;
pub use shared::Shared;
pub use stream::{BlockingStream, Opening, blocking_stream};
pub use turns::Turns;
pub use work::{Blocking, blocking};
