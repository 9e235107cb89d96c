//! Listener traits.

/// Watches connections.
#[asyncify(listener, overflow = drop_oldest)]
#[event(derive(Clone))]
pub trait Listener: Send {
    /// Data has come.
    fn on_data(&mut self, data: &[u8], last: bool);
    fn on_idle(&self);
    #[map(|code| -> Failure { Failure(code) })]
    fn on_error(&self, code: i32) {
        log(code);
    }
    #[reply(ask, default = false)]
    fn may_close(&self, name: &str) -> bool;
    #[skip]
    fn version(&self) -> u32 {
        1
    }
    #[skip]
    #[reply(|name| name.len())]
    fn width(&self, name: &str) -> usize;
    #[skip]
    #[reply(true)]
    fn is_on(&self) -> bool;
    #[end]
    fn on_close(self: Box<Self>);
}

#[asyncify(listener, path = usb::Hotplug)]
trait Hotplug<C: Context> {
    fn arrived(&mut self, device: Device<C>);
}

#[asyncify(listener, path = wayland::Dispatch)]
trait Dispatch<I, UserData, State = Self>
where
    Self: Sized,
    I: Proxy,
    State: wayland::Dispatch<I, UserData, State>,
{
    #[map(|_, proxy, event, _| -> (I, I::Event) { (proxy.clone(), event) })]
    fn event(
        state: &mut State,
        proxy: &I,
        event: I::Event,
        #[user_data] data: &UserData,
        queue: &QueueHandle<State>,
    );
}
