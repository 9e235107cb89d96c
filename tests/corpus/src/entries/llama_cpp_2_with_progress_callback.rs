//! llama-cpp-2 0.1.160: `LlamaModelParams::with_progress_callback`
//!
//! `true` goes on loading; once the stream is dropped, `closed` aborts it. `.detach()` gives the
//! parameters back.

use asyncify::asyncify;

use crate::stubs::llama_cpp_2::*;

#[asyncify(ext = LlamaModelParamsAsync)]
impl LlamaModelParams {
    pub fn with_progress_callback<F: FnMut(f32) -> bool + 'static>(
        mut self,
        #[reply(true, closed = false)] callback: F,
    ) -> Self;
}
