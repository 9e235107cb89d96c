//! hotwatch 0.5.0: `Hotwatch::watch`
//!
//! `run()` blocks and calls back; it returns once the stream is dropped and something happens,
//! because of `closed`.

use std::path::Path;

use asyncify::asyncify;

use crate::stubs::hotwatch::*;

#[asyncify(ext = HotwatchAsync, local)]
impl Hotwatch {
    pub fn watch<P, F>(
        &mut self,
        path: P,
        #[reply(Flow::Continue, closed = Flow::Exit)] handler: F,
    ) -> Result<(), Error>
    where
        P: AsRef<Path>,
        F: 'static + FnMut(Event) -> Flow;
}
