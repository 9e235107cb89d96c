/// Watches connections.
pub trait Listener: Send {
    /// Data has come.
    fn on_data(&mut self, data: &[u8], last: bool);
    fn on_idle(&self);
    fn on_error(&self, code: i32) {
        log(code);
    }
    fn may_close(&self, name: &str) -> bool;
    fn version(&self) -> u32 {
        1
    }
    fn width(&self, name: &str) -> usize;
    fn is_on(&self) -> bool;
    fn on_close(self: Box<Self>);
}
/// What the methods of `Listener` are called with.
#[allow(missing_docs, dead_code)]
#[derive(Clone)]
pub enum ListenerEvent {
    /// Data has come.
    OnData { data: ::std::vec::Vec<u8>, last: bool },
    OnIdle,
    OnError(Failure),
    MayClose { name: ::std::string::String, reply: ::asyncify::Reply<bool> },
}
#[allow(deprecated)]
impl ::core::fmt::Debug for ListenerEvent
where
    for<'field> ::std::vec::Vec<u8>: ::asyncify::__private::DebugField<'field, 0>,
    for<'field> bool: ::asyncify::__private::DebugField<'field, 1>,
    for<'field> Failure: ::asyncify::__private::DebugField<'field, 2>,
    for<'field> ::std::string::String: ::asyncify::__private::DebugField<'field, 3>,
    for<'field> ::asyncify::Reply<bool>: ::asyncify::__private::DebugField<'field, 4>,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::OnData { data: value0, last: value1 } => {
                f.debug_struct("OnData")
                    .field("data", value0)
                    .field("last", value1)
                    .finish()
            }
            Self::OnIdle => f.write_str("OnIdle"),
            Self::OnError(value0) => f.debug_tuple("OnError").field(value0).finish(),
            Self::MayClose { name: value0, reply: value1 } => {
                f.debug_struct("MayClose")
                    .field("name", value0)
                    .field("reply", value1)
                    .finish()
            }
        }
    }
}
#[allow(deprecated)]
impl ::core::cmp::PartialEq for ListenerEvent
where
    for<'field> ::std::vec::Vec<u8>: ::asyncify::__private::PartialEqField<'field, 0>,
    for<'field> bool: ::asyncify::__private::PartialEqField<'field, 1>,
    for<'field> Failure: ::asyncify::__private::PartialEqField<'field, 2>,
    for<'field> ::std::string::String: ::asyncify::__private::PartialEqField<'field, 3>,
    for<'field> ::asyncify::Reply<
        bool,
    >: ::asyncify::__private::PartialEqField<'field, 4>,
{
    #[allow(
        ambiguous_wide_pointer_comparisons,
        unpredictable_function_pointer_comparisons
    )]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::OnData { data: value0, last: value1 },
                Self::OnData { data: other0, last: other1 },
            ) => value0 == other0 && value1 == other1,
            (Self::OnIdle, Self::OnIdle) => true,
            (Self::OnError(value0), Self::OnError(other0)) => value0 == other0,
            (
                Self::MayClose { name: value0, reply: value1 },
                Self::MayClose { name: other0, reply: other1 },
            ) => value0 == other0 && value1 == other1,
            _ => false,
        }
    }
}
/// Implements `Listener` by sending what it is called with to `ListenerEvents`.
#[allow(dead_code)]
pub struct ListenerSender {
    events: ::asyncify::__private::Delivery<ListenerEvent>,
}
#[allow(dead_code)]
impl ListenerSender {
    /// A sender that passes the events to a function, for an API that takes a listener where
    /// a callback is wanted. Nobody is told of panics.
    ///
    /// A method that asks waits until its question is answered or dropped, or its `timeout`
    /// has passed, also on the very thread that is to answer, and also while a stream that the
    /// question has gone to is being closed.
    pub fn from_fn(
        function: impl ::core::ops::Fn(
            ListenerEvent,
        ) + ::core::marker::Send + ::core::marker::Sync + 'static,
    ) -> Self {
        Self {
            events: ::asyncify::__private::Delivery::function(function),
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
pub type ListenerEvents<H = ()> = ::asyncify::EventStream<
    ::core::result::Result<ListenerEvent, ::asyncify::Lagged>,
    H,
>;
impl ::asyncify::ListenerEvent for ListenerEvent {
    type Item = ::core::result::Result<ListenerEvent, ::asyncify::Lagged>;
    type Sender = ListenerSender;
    fn options() -> ::asyncify::StreamOptions {
        ::asyncify::StreamOptions::new().overflow(::asyncify::Overflow::DropOldest)
    }
    fn sender(events: ::asyncify::__private::Delivery<Self>) -> ListenerSender {
        ListenerSender { events }
    }
}
#[allow(deprecated)]
impl Listener for ListenerSender {
    fn on_data(&mut self, data: &[u8], last: bool) {
        let events = &self.events;
        events
            .emit_with(|| ListenerEvent::OnData {
                data: ::asyncify::__private::to_vec(data),
                last,
            });
    }
    fn on_idle(&self) {
        let events = &self.events;
        events.emit(ListenerEvent::OnIdle);
    }
    fn on_error(&self, code: i32) {
        let events = &self.events;
        events.emit_with(|| -> ListenerEvent { ListenerEvent::OnError(Failure(code)) });
    }
    fn may_close(&self, name: &str) -> bool {
        let events = &self.events;
        events
            .ask(
                ::core::option::Option::None,
                |reply: ::asyncify::Reply<bool>| ListenerEvent::MayClose {
                    name: ::std::borrow::ToOwned::to_owned(name),
                    reply: reply,
                },
            )
            .unwrap_or_else(|| false)
    }
    fn width(&self, name: &str) -> usize {
        #[allow(unused_imports)]
        use ::asyncify::__private::NoInstead as _;
        let events = &self.events;
        events
            .reply(|| -> usize { name.len() })
            .unwrap_or_else(|| ::asyncify::__private::Instead::<usize>::new().reply())
    }
    fn is_on(&self) -> bool {
        true
    }
    fn on_close(self: Box<Self>) {
        let events = &self.events;
        events.end()
    }
}
/// What the methods of `Hotplug` are called with.
#[allow(missing_docs, dead_code)]
enum HotplugEvent<C: Context> {
    Arrived { device: Device<C> },
}
#[allow(deprecated)]
impl<C: Context> ::core::fmt::Debug for HotplugEvent<C>
where
    for<'field> Device<C>: ::asyncify::__private::DebugField<'field, 0>,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::Arrived { device: value0 } => {
                f.debug_struct("Arrived").field("device", value0).finish()
            }
        }
    }
}
#[allow(deprecated)]
impl<C: Context> ::core::clone::Clone for HotplugEvent<C>
where
    for<'field> Device<C>: ::asyncify::__private::CloneField<'field, 0>,
{
    fn clone(&self) -> Self {
        match self {
            Self::Arrived { device: value0 } => {
                Self::Arrived {
                    device: ::core::clone::Clone::clone(value0),
                }
            }
        }
    }
}
#[allow(deprecated)]
impl<C: Context> ::core::cmp::PartialEq for HotplugEvent<C>
where
    for<'field> Device<C>: ::asyncify::__private::PartialEqField<'field, 0>,
{
    #[allow(
        ambiguous_wide_pointer_comparisons,
        unpredictable_function_pointer_comparisons
    )]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Arrived { device: value0 }, Self::Arrived { device: other0 }) => {
                value0 == other0
            }
        }
    }
}
/// Implements `Hotplug` by sending what it is called with to `HotplugEvents`.
#[allow(dead_code)]
struct HotplugSender<C: Context> {
    events: ::asyncify::__private::Delivery<HotplugEvent<C>>,
}
#[allow(dead_code)]
impl<C: Context> HotplugSender<C> {
    /// A sender that passes the events to a function, for an API that takes a listener where
    /// a callback is wanted. Nobody is told of panics.
    fn from_fn(
        function: impl ::core::ops::Fn(
            HotplugEvent<C>,
        ) + ::core::marker::Send + ::core::marker::Sync + 'static,
    ) -> Self {
        Self {
            events: ::asyncify::__private::Delivery::function(function),
        }
    }
}
impl<C: Context> ::core::clone::Clone for HotplugSender<C> {
    fn clone(&self) -> Self {
        Self {
            events: ::core::clone::Clone::clone(&self.events),
        }
    }
}
impl<C: Context> ::core::fmt::Debug for HotplugSender<C> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("HotplugSender").finish_non_exhaustive()
    }
}
/// A stream of what the methods of `Hotplug` are called with.
#[allow(dead_code)]
type HotplugEvents<C, H = ()> = ::asyncify::EventStream<HotplugEvent<C>, H>;
impl<C: Context> ::asyncify::ListenerEvent for HotplugEvent<C> {
    type Item = HotplugEvent<C>;
    type Sender = HotplugSender<C>;
    fn options() -> ::asyncify::StreamOptions {
        ::asyncify::StreamOptions::new()
    }
    fn sender(events: ::asyncify::__private::Delivery<Self>) -> HotplugSender<C> {
        HotplugSender { events }
    }
}
#[allow(deprecated)]
impl<C: Context> usb::Hotplug<C> for HotplugSender<C> {
    fn arrived(&mut self, device: Device<C>) {
        let events = &self.events;
        events.emit(HotplugEvent::Arrived { device });
    }
}
/// What the methods of `Dispatch` are called with.
#[allow(missing_docs, dead_code)]
enum DispatchEvent<I>
where
    I: Proxy,
{
    Event((I, I::Event)),
}
#[allow(deprecated)]
impl<I> ::core::fmt::Debug for DispatchEvent<I>
where
    I: Proxy,
    for<'field> (I, I::Event): ::asyncify::__private::DebugField<'field, 0>,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::Event(value0) => f.debug_tuple("Event").field(value0).finish(),
        }
    }
}
#[allow(deprecated)]
impl<I> ::core::clone::Clone for DispatchEvent<I>
where
    I: Proxy,
    for<'field> (I, I::Event): ::asyncify::__private::CloneField<'field, 0>,
{
    fn clone(&self) -> Self {
        match self {
            Self::Event(value0) => Self::Event(::core::clone::Clone::clone(value0)),
        }
    }
}
#[allow(deprecated)]
impl<I> ::core::cmp::PartialEq for DispatchEvent<I>
where
    I: Proxy,
    for<'field> (I, I::Event): ::asyncify::__private::PartialEqField<'field, 0>,
{
    #[allow(
        ambiguous_wide_pointer_comparisons,
        unpredictable_function_pointer_comparisons
    )]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Event(value0), Self::Event(other0)) => value0 == other0,
        }
    }
}
/// Implements `Dispatch` by sending what it is called with to `DispatchEvents`.
#[allow(dead_code)]
struct DispatchSender<I>
where
    I: Proxy,
{
    events: ::asyncify::__private::Delivery<DispatchEvent<I>>,
}
#[allow(dead_code)]
impl<I> DispatchSender<I>
where
    I: Proxy,
{
    /// A sender that passes the events to a function, for an API that takes a listener where
    /// a callback is wanted. Nobody is told of panics.
    fn from_fn(
        function: impl ::core::ops::Fn(
            DispatchEvent<I>,
        ) + ::core::marker::Send + ::core::marker::Sync + 'static,
    ) -> Self {
        Self {
            events: ::asyncify::__private::Delivery::function(function),
        }
    }
}
impl<I> ::core::clone::Clone for DispatchSender<I>
where
    I: Proxy,
{
    fn clone(&self) -> Self {
        Self {
            events: ::core::clone::Clone::clone(&self.events),
        }
    }
}
impl<I> ::core::fmt::Debug for DispatchSender<I>
where
    I: Proxy,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("DispatchSender").finish_non_exhaustive()
    }
}
/// A stream of what the methods of `Dispatch` are called with.
#[allow(dead_code)]
type DispatchEvents<I, H = ()> = ::asyncify::EventStream<DispatchEvent<I>, H>;
impl<I> ::asyncify::ListenerEvent for DispatchEvent<I>
where
    I: Proxy,
{
    type Item = DispatchEvent<I>;
    type Sender = DispatchSender<I>;
    fn options() -> ::asyncify::StreamOptions {
        ::asyncify::StreamOptions::new()
    }
    fn sender(events: ::asyncify::__private::Delivery<Self>) -> DispatchSender<I> {
        DispatchSender { events }
    }
}
#[allow(deprecated)]
impl<I, State> wayland::Dispatch<I, Self, State> for DispatchSender<I>
where
    Self: Sized,
    I: Proxy,
    State: wayland::Dispatch<I, Self, State>,
{
    fn event(
        _: &mut State,
        proxy: &I,
        event: I::Event,
        data: &Self,
        _: &QueueHandle<State>,
    ) {
        let events = &data.events;
        events
            .emit_with(|| -> DispatchEvent<I> {
                DispatchEvent::Event((proxy.clone(), event))
            });
    }
}
