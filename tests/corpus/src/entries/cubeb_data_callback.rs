//! cubeb 0.38.0: `StreamBuilder::data_callback`
//!
//! What the callback returns is how much of the slice it has filled: less would end the stream, so
//! silence fills the rest. Although the bound says `Sync`, no lock is taken.

use asyncify::asyncify;

use crate::stubs::cubeb::*;

#[asyncify(ext = BuilderAsync, feed)]
impl<'a, F: Copy + Default + Send + 'static> StreamBuilder<'a, F> {
    pub fn data_callback<D>(
        &mut self,
        #[reply(|_, output| output.len() as isize)] cb: D,
    ) -> &mut Self
    where
        D: FnMut(&[F], &mut [F]) -> isize + Send + Sync + 'static;
}
