// Written by `cargo asyncify generate sound` for sound 1.2.3.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 5878dadf91b1edcd

//! Async versions of what takes callbacks in [`sound`].

use std::time::Duration;

use asyncify::asyncify;
use sound::{Config, Data, Device, Info, TheVeryLongNameOfAnError};

/// Async versions of methods of [`sound::Device`].
#[asyncify(ext = DeviceAsync)]
impl<D: Device> D {
    // Note: it calls back
    // TODO: `cb` returns a `bool`: which one? Nothing in its signature tells, so somebody has to
    // say it.
    // /// Async version of [`sound::Device::ask`].
    // fn ask(&self, #[reply(todo)] cb: Box<dyn FnMut(::sound::Event) -> bool>);

    // Note: it calls back
    /// Async version of [`sound::Device::open`].
    fn open<C, E>(
        &self,
        config: Config,
        #[item]
        #[map(|data, info| -> (Vec<u8>, Info) { (data.bytes().to_vec(), info.clone()) })]
        on_data: C,
        #[error] on_error: E,
        timeout: Option<Duration>,
    ) -> Result<Self::Stream, ::sound::Error>
    where
        C: FnMut(&Data, &Info) + Send + 'static,
        E: FnMut(TheVeryLongNameOfAnError<Config, Data, [u8; 1024], [u16; 2048], [u32; 4096]>)
            + Send
            + 'static;
}

// Note: it calls back
/// Async version of [`sound::Listener`].
#[asyncify(listener, path = ::sound::Listener)]
pub trait Listener: Send {
    /// As [`sound::Listener::on_data`].
    fn on_data(&mut self, data: &[u8], info: Info);
    /// As [`sound::Listener::on_end`].
    #[reply(true)]
    fn on_end(&self, why: ::sound::fmt::Error) -> bool;
}

// /// Async versions of methods of [`sound::Stream`].
// #[asyncify(ext = StreamAsync)]
// impl ::sound::Stream {
//     // Note: it calls back
//     // TODO: may be a job
//     /// Async version of [`sound::Stream::each`].
//     fn each(&self, cb: impl FnOnce());
// }

/// Async versions of functions of [`sound`].
#[asyncify(path = ::sound)]
pub mod functions {
    use super::Duration;

    // Note: it calls back
    /// Async version of [`sound::after`].
    ///
    /// # Safety
    /// As for [`sound::after`].
    pub unsafe fn after(d: Duration, #[item] f: impl FnOnce() + Send + 'static);
}
