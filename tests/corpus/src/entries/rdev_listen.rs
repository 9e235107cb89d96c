//! rdev 0.5.3: `listen`
//!
//! It blocks for good, so it runs on a thread of its own, which lasts as long as it blocks: `rdev`
//! can't be told to stop. Its error is the last item.

use asyncify::asyncify;

use crate::stubs::rdev::{self, *};

#[asyncify(path = rdev, stream, blocking)]
pub mod calls {
    use super::*;

    pub fn listen<T>(callback: T) -> Result<(), ListenError>
    where
        T: FnMut(Event) + 'static;
}
