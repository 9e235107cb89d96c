// Written by `cargo asyncify generate midir` for midir 0.11.1.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 721aa1e0856946cf

//! Async versions of what takes callbacks in [`midir`].

use asyncify::asyncify;
use midir::{ConnectError, MidiInput, MidiInputConnection, MidiInputPort};

/// Async versions of methods of [`midir::MidiInput`].
#[asyncify(ext = MidiInputAsync)]
impl MidiInput {
    /// Async version of [`midir::MidiInput::connect`].
    pub fn connect<F, T: Send>(
        self,
        port: &MidiInputPort,
        port_name: &str,
        #[map(|arg0, items, _| -> (u64, Vec<u8>) { (arg0, items.to_vec()) })] callback: F,
        data: T,
    ) -> Result<MidiInputConnection<T>, ConnectError<MidiInput>>
    where
        F: FnMut(u64, &[u8], &mut T) + Send + 'static;
}
