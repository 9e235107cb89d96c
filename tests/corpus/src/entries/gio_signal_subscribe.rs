//! gio 0.22.10: `DBusConnection::signal_subscribe`
//!
//! Six arguments make an unreadable tuple: `#[map]` gives them names.

use asyncify::asyncify;

use crate::stubs::gio::*;

/// A signal.
#[derive(Debug, PartialEq)]
pub struct Signal {
    pub sender: String,
    pub path: String,
    pub interface: String,
    pub signal: String,
    pub parameters: Variant,
}

#[asyncify(ext = ConnectionAsync, local)]
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
        #[map(|_, sender, path, interface, signal, parameters| -> Signal {
            Signal { sender: sender.to_owned(), path: path.to_owned(), interface: interface.to_owned(), signal: signal.to_owned(), parameters: parameters.clone() }
        })]
        callback: P,
    ) -> SignalSubscriptionId;
}
