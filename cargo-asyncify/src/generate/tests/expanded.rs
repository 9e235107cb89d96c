// Written by `cargo asyncify generate sound` for sound 1.2.3.
// What it leaves to decide goes into asyncify.toml; then run it again.
// It is not as rustfmt has it: where it is declared, say `#[rustfmt::skip]`.
// fingerprint: deb982612dd40084

//! Async versions of what takes callbacks in [`sound`].

#![allow(clippy::all, clippy::pedantic, dead_code, unused_imports)]

use std::time::Duration;

use sound::{Config, Data, Device, Info, TheVeryLongNameOfAnError};

/// Async versions of methods of [`sound::Device`].
#[allow(private_bounds, private_interfaces)]
pub trait DeviceAsync: ::core::marker::Sized + Device {
    /// Async version of [`sound::Device::open`].
    #[allow(clippy::type_complexity)]
    fn open_stream(
        &self,
        config: Config,
        timeout: Option<Duration>,
    ) -> Result<
        ::asyncify_runtime::EventStream<
            ::core::result::Result<
                (Vec<u8>, Info),
                TheVeryLongNameOfAnError<
                    Config,
                    Data,
                    [u8; 1024],
                    [u16; 2048],
                    [u32; 4096],
                >,
            >,
            Self::Stream,
        >,
        ::sound::Error,
    >
    where
        Self::Stream: ::core::marker::Send + 'static;
}
impl<D: Device> DeviceAsync for D {
    #[allow(clippy::type_complexity)]
    fn open_stream(
        &self,
        config: Config,
        timeout: Option<Duration>,
    ) -> Result<
        ::asyncify_runtime::EventStream<
            ::core::result::Result<
                (Vec<u8>, Info),
                TheVeryLongNameOfAnError<
                    Config,
                    Data,
                    [u8; 1024],
                    [u16; 2048],
                    [u32; 4096],
                >,
            >,
            Self::Stream,
        >,
        ::sound::Error,
    >
    where
        Self::Stream: ::core::marker::Send + 'static,
    {
        #[allow(unused_imports)]
        use ::asyncify_runtime::__private::{ReleaseHere as _, KeepErrors as _};
        ::asyncify_runtime::try_stream_local(
                ::asyncify_runtime::StreamOptions::new(),
                move |events| <D>::open(
                    self,
                    config,
                    {
                        let events = ::core::clone::Clone::clone(&events);
                        move |data: &Data, info: &Info| {
                            events
                                .emit_with(|| -> ::core::result::Result<
                                    (Vec<u8>, Info),
                                    TheVeryLongNameOfAnError<
                                        Config,
                                        Data,
                                        [u8; 1024],
                                        [u16; 2048],
                                        [u32; 4096],
                                    >,
                                > {
                                    ::core::result::Result::Ok((
                                        data.bytes().to_vec(),
                                        info.clone(),
                                    ))
                                });
                        }
                    },
                    move |
                        value: TheVeryLongNameOfAnError<
                            Config,
                            Data,
                            [u8; 1024],
                            [u16; 2048],
                            [u32; 4096],
                        >|
                    events.fail(value),
                    timeout,
                ),
            )
            .map(|stream| stream.release_anywhere_if_send().coalesce_equal_errors())
    }
}

// /// Async versions of methods of [`sound::Device`].
// #[asyncify(ext = DeviceAsync)]
// impl<D: Device> D {
//     // Note: it calls back
//     // TODO: `cb` returns a `bool`: which one? Nothing in its signature tells, so somebody has to
//     // say it.
//     /// Async version of [`sound::Device::ask`].
//     fn ask(&self, #[reply(todo)] cb: Box<dyn FnMut(::sound::Event) -> bool>);
// }

/// What the methods of `Listener` are called with.
#[allow(missing_docs, dead_code)]
pub enum ListenerEvent {
    /// As [`sound::Listener::on_data`].
    OnData { data: ::std::vec::Vec<u8>, info: Info },
    /// As [`sound::Listener::on_end`].
    OnEnd { why: ::sound::fmt::Error },
}
#[allow(deprecated)]
impl ::core::fmt::Debug for ListenerEvent
where
    for<'field> ::std::vec::Vec<
        u8,
    >: ::asyncify_runtime::__private::DebugField<'field, 0>,
    for<'field> Info: ::asyncify_runtime::__private::DebugField<'field, 1>,
    for<'field> ::sound::fmt::Error: ::asyncify_runtime::__private::DebugField<
        'field,
        2,
    >,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::OnData { data: value0, info: value1 } => {
                f.debug_struct("OnData")
                    .field("data", value0)
                    .field("info", value1)
                    .finish()
            }
            Self::OnEnd { why: value0 } => {
                f.debug_struct("OnEnd").field("why", value0).finish()
            }
        }
    }
}
#[allow(deprecated)]
impl ::core::clone::Clone for ListenerEvent
where
    for<'field> ::std::vec::Vec<
        u8,
    >: ::asyncify_runtime::__private::CloneField<'field, 0>,
    for<'field> Info: ::asyncify_runtime::__private::CloneField<'field, 1>,
    for<'field> ::sound::fmt::Error: ::asyncify_runtime::__private::CloneField<
        'field,
        2,
    >,
{
    fn clone(&self) -> Self {
        match self {
            Self::OnData { data: value0, info: value1 } => {
                Self::OnData {
                    data: ::core::clone::Clone::clone(value0),
                    info: ::core::clone::Clone::clone(value1),
                }
            }
            Self::OnEnd { why: value0 } => {
                Self::OnEnd {
                    why: ::core::clone::Clone::clone(value0),
                }
            }
        }
    }
}
#[allow(deprecated)]
impl ::core::cmp::PartialEq for ListenerEvent
where
    for<'field> ::std::vec::Vec<
        u8,
    >: ::asyncify_runtime::__private::PartialEqField<'field, 0>,
    for<'field> Info: ::asyncify_runtime::__private::PartialEqField<'field, 1>,
    for<'field> ::sound::fmt::Error: ::asyncify_runtime::__private::PartialEqField<
        'field,
        2,
    >,
{
    #[allow(
        ambiguous_wide_pointer_comparisons,
        unpredictable_function_pointer_comparisons
    )]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::OnData { data: value0, info: value1 },
                Self::OnData { data: other0, info: other1 },
            ) => value0 == other0 && value1 == other1,
            (Self::OnEnd { why: value0 }, Self::OnEnd { why: other0 }) => {
                value0 == other0
            }
            _ => false,
        }
    }
}
/// Implements `Listener` by sending what it is called with to `ListenerEvents`.
#[allow(dead_code)]
pub struct ListenerSender {
    events: ::asyncify_runtime::__private::Delivery<ListenerEvent>,
}
#[allow(dead_code)]
impl ListenerSender {
    /// A sender that passes the events to a function, for an API that takes a listener where
    /// a callback is wanted. Nobody is told of panics.
    pub fn from_fn(
        function: impl ::core::ops::Fn(
            ListenerEvent,
        ) + ::core::marker::Send + ::core::marker::Sync + 'static,
    ) -> Self {
        Self {
            events: ::asyncify_runtime::__private::Delivery::function(function),
        }
    }
}
impl ::core::clone::Clone for ListenerSender {
    fn clone(&self) -> Self {
        Self {
            events: ::core::clone::Clone::clone(&self.events),
        }
    }
}
impl ::core::fmt::Debug for ListenerSender {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("ListenerSender").finish_non_exhaustive()
    }
}
/// A stream of what the methods of `Listener` are called with.
#[allow(dead_code)]
pub type ListenerEvents<H = ()> = ::asyncify_runtime::EventStream<ListenerEvent, H>;
impl ::asyncify_runtime::ListenerEvent for ListenerEvent {
    type Item = ListenerEvent;
    type Sender = ListenerSender;
    fn options() -> ::asyncify_runtime::StreamOptions {
        ::asyncify_runtime::StreamOptions::new()
    }
    fn sender(events: ::asyncify_runtime::__private::Delivery<Self>) -> ListenerSender {
        ListenerSender { events }
    }
}
#[allow(deprecated)]
impl ::sound::Listener for ListenerSender {
    fn on_data(&mut self, data: &[u8], info: Info) {
        let events = &self.events;
        events
            .emit_with(|| ListenerEvent::OnData {
                data: ::asyncify_runtime::__private::to_vec(data),
                info,
            });
    }
    fn on_end(&self, why: ::sound::fmt::Error) -> bool {
        let events = &self.events;
        events.emit(ListenerEvent::OnEnd { why });
        true
    }
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
pub mod functions {
    use super::Duration;
    /// Async version of [`sound::after`].
    ///
    /// # Safety
    /// As for [`sound::after`].
    pub async unsafe fn after(
        d: Duration,
    ) -> ::core::result::Result<(), ::asyncify_runtime::Abandoned> {
        ::asyncify_runtime::once(move |done| {
                let f = move || done.finish(());
                unsafe { ::sound::after(d, f) }
            })
            .await
    }
}
