//! midir 0.11.1: `MidiInput::connect`
//!
//! The data that goes along with the callback is not needed: pass `()`. The connection is the
//! stream's handle, and closed with it.

use asyncify::asyncify;

use crate::stubs::midir::*;

#[asyncify(ext = MidiAsync)]
impl MidiInput {
    pub fn connect<F, T: Send>(
        self,
        port: &MidiInputPort,
        port_name: &str,
        #[map(|stamp, message, _| (stamp, message.to_vec()))] callback: F,
        data: T,
    ) -> Result<MidiInputConnection<T>, ConnectError<MidiInput>>
    where
        F: FnMut(u64, &[u8], &mut T) + Send + 'static;
}
