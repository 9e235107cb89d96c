//! Blocking code on a pool of threads, awaited.

mod cancelled;
mod pool;
mod reader;
mod stream;
mod work;

pub use cancelled::is_cancelled;
pub(crate) use pool::elsewhere;
pub use stream::{BlockingStream, Opening, blocking_stream};
pub use work::{Blocking, blocking};
