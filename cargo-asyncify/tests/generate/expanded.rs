// Written by `cargo asyncify generate --path sound --expanded` for sound 1.2.3.
// What it leaves to decide goes into asyncify.toml; then run it again.
// It is not as rustfmt has it: where it is declared, say `#[rustfmt::skip]`.
// fingerprint: 6304124cd84f2354

//! Async versions of what takes callbacks in [`sound`].

#![allow(clippy::all, clippy::pedantic, dead_code, unused_imports)]

use std::time::Duration;

use sound::alike::Result as SoundAlikeResult;
use sound::{Error, Listening, Player};

/// Async versions of methods of [`sound::Microphone`].
#[allow(private_bounds, private_interfaces)]
pub trait MicrophoneAsync {
    /// Async version of [`sound::Microphone::listen`].
    #[allow(clippy::type_complexity)]
    fn listen_stream(
        &self,
    ) -> Result<::asyncify_runtime::EventStream<u32, Listening>, Error>;
    /// Async version of [`sound::Microphone::select`].
    fn select_stream(&self) -> ::asyncify_runtime::EventStream<u32>;
    /// Async version of [`sound::Microphone::calibrate`].
    fn calibrate_async(
        &mut self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<u32, ::asyncify_runtime::CallError<Error>>,
    >;
}
impl MicrophoneAsync for ::sound::Microphone {
    #[allow(clippy::type_complexity)]
    fn listen_stream(
        &self,
    ) -> Result<::asyncify_runtime::EventStream<u32, Listening>, Error> {
        #[allow(unused_imports)]
        use ::asyncify_runtime::__private::ReleaseHere as _;
        ::asyncify_runtime::try_stream_local(
                ::asyncify_runtime::StreamOptions::new(),
                move |events| <::sound::Microphone>::listen(
                    self,
                    Box::new(move |value: u32| {
                        events.emit(value);
                    }),
                ),
            )
            .map(|stream| stream.release_anywhere_if_send())
    }
    fn select_stream(&self) -> ::asyncify_runtime::EventStream<u32> {
        #[allow(unused_imports)]
        use ::asyncify_runtime::__private::NoInstead as _;
        ::asyncify_runtime::stream(
            ::asyncify_runtime::StreamOptions::new(),
            move |events| <::sound::Microphone>::select(
                self,
                move |level: u32| -> bool {
                    let reply: bool = events
                        .reply(|| -> bool { level > 1 })
                        .unwrap_or_else(|| {
                            ::asyncify_runtime::__private::Instead::<bool>::new().reply()
                        });
                    events.emit(level);
                    reply
                },
            ),
        )
    }
    async fn calibrate_async(
        &mut self,
    ) -> ::core::result::Result<u32, ::asyncify_runtime::CallError<Error>> {
        ::asyncify_runtime::__private::flatten(
            ::asyncify_runtime::once(move |done_| <::sound::Microphone>::calibrate(
                    self,
                    move |value: Result<u32, Error>| done_.finish(value),
                ))
                .await,
        )
    }
}

/// Async versions of methods of [`sound::Listening`].
#[allow(private_bounds, private_interfaces)]
pub trait ListeningAsync {
    /// Async version of [`sound::Listening::run`].
    fn stopped(
        self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::asyncify_runtime::Abandoned>,
    >;
}
impl ListeningAsync for Listening {
    async fn stopped(self) -> ::core::result::Result<(), ::asyncify_runtime::Abandoned> {
        ::asyncify_runtime::once(move |done| <Listening>::run(
                self,
                move || done.finish(()),
            ))
            .await
    }
}

/// All that plays, with positions as a stream.
#[allow(private_bounds, private_interfaces)]
pub trait Playing: ::core::marker::Sized + Player {
    /// Async version of [`sound::Player::play`].
    fn positions(&self, file: &str) -> ::asyncify_runtime::EventStream<Duration>;
}
impl<P: Player> Playing for P {
    fn positions(&self, file: &str) -> ::asyncify_runtime::EventStream<Duration> {
        ::asyncify_runtime::stream(
            ::asyncify_runtime::StreamOptions::new(),
            move |events| <P>::play(
                self,
                file,
                move |value: Duration| {
                    events.emit(value);
                },
            ),
        )
    }
}

/// Async versions of functions of [`sound::timer`].
pub mod timer {
    use super::Duration;
    /// Async version of [`sound::timer::after`].
    pub async fn after(
        time: Duration,
    ) -> ::core::result::Result<Duration, ::asyncify_runtime::Abandoned> {
        ::asyncify_runtime::once(move |done| ::sound::timer::after(
                time,
                move |value: Duration| done.finish(value),
            ))
            .await
    }
}

/// Async versions of functions of [`sound`].
pub mod functions {
    use super::Error;
    /// Async version of [`sound::watch_volume`].
    pub fn watch_volume() -> ::asyncify_runtime::EventStream<u32> {
        ::asyncify_runtime::stream(
            ::asyncify_runtime::StreamOptions::new(),
            move |events| ::sound::watch_volume(
                ::std::sync::Arc::new(move |value: u32| {
                    events.emit(value);
                }),
            ),
        )
    }
    /// Async version of [`sound::measure`].
    pub fn measure<T: Default + 'static>() -> ::asyncify_runtime::EventStream<
        Result<T, Error>,
    >
    where
        Result<T, Error>: Send,
    {
        ::asyncify_runtime::stream(
            ::asyncify_runtime::StreamOptions::new(),
            move |events| ::sound::measure::<
                T,
            >(move |value: Result<T, Error>| {
                events.emit(value);
            }),
        )
    }
}

/// Async versions of methods of [`sound::alike::Microphone`].
#[allow(private_bounds, private_interfaces)]
pub trait AlikeMicrophoneAsync {
    /// Async version of [`sound::alike::Microphone::test`].
    fn test_async(
        &self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<SoundAlikeResult, ::asyncify_runtime::Abandoned>,
    >;
    /// Async version of [`sound::alike::Microphone::name`].
    fn name_async(
        &self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<
            (::sound::alike::String, String),
            ::asyncify_runtime::Abandoned,
        >,
    >;
}
impl AlikeMicrophoneAsync for ::sound::alike::Microphone {
    async fn test_async(
        &self,
    ) -> ::core::result::Result<SoundAlikeResult, ::asyncify_runtime::Abandoned> {
        #[allow(unused_imports)]
        use ::asyncify_runtime::__private::ReleaseHere as _;
        ::asyncify_runtime::once_local(move |done| <::sound::alike::Microphone>::test(
                self,
                move |value: SoundAlikeResult| done.finish(value),
            ))
            .release_anywhere_if_send()
            .await
    }
    async fn name_async(
        &self,
    ) -> ::core::result::Result<
        (::sound::alike::String, String),
        ::asyncify_runtime::Abandoned,
    > {
        ::asyncify_runtime::once(move |done| <::sound::alike::Microphone>::name(
                self,
                move |arg0: ::sound::alike::String, arg1: String| {
                    done.finish((arg0, arg1))
                },
            ))
            .await
    }
}

/// Async versions of functions of [`sound::loop`].
pub mod r#loop {
    /// Async version of [`sound::loop::for`].
    pub fn r#for() -> ::asyncify_runtime::EventStream<u32> {
        ::asyncify_runtime::stream(
            ::asyncify_runtime::StreamOptions::new(),
            move |events| ::sound::r#loop::r#for(move |value: u32| {
                events.emit(value);
            }),
        )
    }
}
