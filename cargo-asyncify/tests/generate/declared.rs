// Written by `cargo asyncify generate --path sound` for sound 1.2.3.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: a8983b7307d61ba5

//! Async versions of what takes callbacks in [`sound`].

use std::time::Duration;

use asyncify::asyncify;
use sound::alike::Result as SoundAlikeResult;
use sound::{Error, Listening, Player};

/// Async versions of methods of [`sound::Microphone`].
#[asyncify(ext = MicrophoneAsync)]
impl ::sound::Microphone {
    /// Async version of [`sound::Microphone::listen`].
    pub fn listen(
        &self,
        #[shape(FnMut(u32), wrap = Box::new)] callback: ::sound::Callback,
    ) -> Result<Listening, Error>;

    /// Async version of [`sound::Microphone::select`].
    pub fn select(
        &self,
        #[reply(|level| level > 1)] keep: impl FnMut(u32) -> bool + Send + 'static,
    );

    /// Async version of [`sound::Microphone::calibrate`].
    pub fn calibrate(&mut self, done: impl FnOnce(Result<u32, Error>) + Send + 'static);
}

/// Async versions of methods of [`sound::Listening`].
#[asyncify(ext = ListeningAsync)]
impl Listening {
    /// Async version of [`sound::Listening::run`].
    #[asyncify(name = stopped)]
    pub fn run(self, #[item] job: impl FnOnce() + Send + 'static);
}

/// All that plays, with positions as a stream.
#[asyncify(ext = Playing)]
impl<P: Player> P {
    // Note: A stream, because `on_position` may be called many times; if it is called once, say
    // `once`.
    /// Async version of [`sound::Player::play`].
    #[asyncify(name = positions)]
    fn play<F>(&self, file: &str, on_position: F)
    where
        F: FnMut(Duration) + Send + 'static;
}

/// Async versions of functions of [`sound::timer`].
#[asyncify(path = ::sound::timer)]
pub mod timer {
    use super::Duration;

    /// Async version of [`sound::timer::after`].
    pub fn after(time: Duration, on_time: impl FnOnce(Duration) + Send + 'static);
}

/// Async versions of functions of [`sound`].
#[asyncify(path = ::sound)]
pub mod functions {
    use super::Error;

    /// Async version of [`sound::watch_volume`].
    pub fn watch_volume(changed: ::std::sync::Arc<dyn Fn(u32) + Send + Sync>);

    // Note: A stream, because `meter` may be called many times; if it is called once, say `once`.
    /// Async version of [`sound::measure`].
    pub fn measure<T: Default + 'static>(
        #[shape(FnMut(Result<T, Error>))] meter: impl ::sound::Meter<T> + 'static,
    ) where
        Result<T, Error>: Send;
}

/// Async versions of methods of [`sound::alike::Microphone`].
#[asyncify(ext = AlikeMicrophoneAsync)]
impl ::sound::alike::Microphone {
    /// Async version of [`sound::alike::Microphone::test`].
    pub fn test(&self, tested: impl FnOnce(SoundAlikeResult) + Send + 'static) -> SoundAlikeResult;

    /// Async version of [`sound::alike::Microphone::name`].
    pub fn name(&self, named: impl FnOnce(::sound::alike::String, String) + Send + 'static);
}

/// Async versions of functions of [`sound::loop`].
#[asyncify(path = ::sound::r#loop)]
pub mod r#loop {
    // Note: A stream, because `round` may be called many times; if it is called once, say `once`.
    /// Async version of [`sound::loop::for`].
    pub fn r#for(round: impl FnMut(u32) + Send + 'static);
}
