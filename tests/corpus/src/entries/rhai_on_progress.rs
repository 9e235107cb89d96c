//! rhai 1.27.0: `Engine::on_progress`
//!
//! `None` goes on, `Some` terminates the script: dropping the stream terminates it.

use asyncify::asyncify;

use crate::stubs::rhai::*;

#[asyncify(ext = EngineAsync, overflow = latest)]
impl Engine {
    pub fn on_progress(
        &mut self,
        #[reply(None, closed = Some(Dynamic::UNIT))] callback: impl Fn(u64) -> Option<Dynamic>
        + SendSync
        + 'static,
    ) -> &mut Self;
}
