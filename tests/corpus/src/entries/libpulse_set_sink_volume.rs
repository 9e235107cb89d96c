//! libpulse-binding 2.30.1: `Introspector::set_sink_volume_by_index`
//!
//! Optional, boxed, `FnMut` and yet called once. `#[ok_if]` makes an error of the flag `false`.

use asyncify::asyncify;

use crate::stubs::libpulse::*;

#[asyncify(ext = VolumeAsync, once, local, cancel = |mut operation| operation.cancel())]
impl Introspector {
    pub fn set_sink_volume_by_index(
        &mut self,
        index: u32,
        volume: &ChannelVolumes,
        #[ok_if(|success| success)]
        #[map(|_| ())]
        callback: Option<Box<dyn FnMut(bool) + 'static>>,
    ) -> Operation<dyn FnMut(bool)>;
}
