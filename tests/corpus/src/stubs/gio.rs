//! Stands for `gio`.
pub use super::glib::{Error, IsA, SignalHandlerId, Variant};
pub mod glib {
    pub use crate::stubs::glib::*;
}
pub struct Cancellable;
#[derive(Clone, Copy)]
pub struct Priority(pub i32);
pub struct InputStream;
pub trait InputStreamExtManual: IsA<InputStream> + Sized {
    fn read_async<
        B: AsMut<[u8]> + Send + 'static,
        Q: FnOnce(Result<(B, usize), (B, glib::Error)>) + 'static,
        C: IsA<Cancellable>,
    >(
        &self,
        buffer: B,
        io_priority: Priority,
        cancellable: Option<&C>,
        callback: Q,
    ) {
        let mut buffer = buffer;
        buffer.as_mut().fill(7);
        let n = buffer.as_mut().len();
        callback(Ok((buffer, n)));
    }
}
impl<O: IsA<InputStream>> InputStreamExtManual for O {}
#[derive(Clone, Copy)]
pub enum BusType {
    System,
    Session,
}
#[derive(Debug, Clone, PartialEq)]
pub struct DBusConnection;
#[derive(Clone, Copy)]
pub struct DBusSignalFlags;
#[derive(Debug, PartialEq)]
pub struct SignalSubscriptionId(pub u32);
pub fn bus_get<P: FnOnce(Result<DBusConnection, glib::Error>) + 'static>(
    bus_type: BusType,
    cancellable: Option<&impl IsA<Cancellable>>,
    callback: P,
) {
    callback(Ok(DBusConnection));
}
pub struct Settings;
pub trait SettingsExt: IsA<Settings> + 'static {
    fn connect_changed<F: Fn(&Self, &str) + 'static>(
        &self,
        detail: Option<&str>,
        f: F,
    ) -> SignalHandlerId {
        f(self, detail.unwrap_or("any"));
        SignalHandlerId(1)
    }
}
impl<O: IsA<Settings> + 'static> SettingsExt for O {}
impl DBusConnection {
    pub fn signal_subscribe<
        P: Fn(&DBusConnection, &str, &str, &str, &str, &glib::Variant) + 'static,
    >(
        &self,
        sender: Option<&str>,
        interface_name: Option<&str>,
        member: Option<&str>,
        object_path: Option<&str>,
        arg0: Option<&str>,
        flags: DBusSignalFlags,
        callback: P,
    ) -> SignalSubscriptionId {
        callback(self, "sender", "/path", "interface", "signal", &Variant(1));
        SignalSubscriptionId(1)
    }
}
