//! Stands for `wayland-client`.
use std::marker::PhantomData;
#[derive(Debug, PartialEq)]
pub struct DispatchError;
pub trait Proxy: Clone {
    type Event;
    fn next() -> Option<(Self, Self::Event)>;
}
/// An object that tells of two events.
#[derive(Debug, Clone, PartialEq)]
pub struct WlOutput;
impl Proxy for WlOutput {
    type Event = u32;
    fn next() -> Option<(Self, u32)> {
        Some((WlOutput, 1))
    }
}
pub struct Connection;
pub struct QueueHandle<State>(PhantomData<State>);
pub trait Dispatch<I, UserData, State = Self>
where
    Self: Sized,
    I: Proxy,
    State: Dispatch<I, UserData, State>,
{
    fn event(
        state: &mut State,
        proxy: &I,
        event: I::Event,
        data: &UserData,
        conn: &Connection,
        qhandle: &QueueHandle<State>,
    );
}
pub struct EventQueue<State>(QueueHandle<State>);
impl Connection {
    pub fn new_event_queue<State>(&self) -> EventQueue<State> {
        EventQueue(QueueHandle(PhantomData))
    }
}
impl<State> EventQueue<State> {
    /// Stands for the method of that name, which knows the objects, and what the compositor sends.
    pub fn blocking_dispatch<I: Proxy, U>(
        &mut self,
        state: &mut State,
        data: &U,
    ) -> Result<usize, DispatchError>
    where
        State: Dispatch<I, U>,
    {
        let (proxy, event) = I::next().ok_or(DispatchError)?;
        State::event(state, &proxy, event, data, &Connection, &self.0);
        Ok(1)
    }
}
