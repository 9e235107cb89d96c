//! gio 0.22.10: `bus_get`
//!
//! `impl IsA<Cancellable>` stays: `None::<&Cancellable>` says that there is none.

use asyncify::asyncify;

use crate::stubs::gio::{self, *};

#[asyncify(path = gio, local)]
pub mod calls {
    use super::*;

    pub fn bus_get<P: FnOnce(Result<DBusConnection, glib::Error>) + 'static>(
        bus_type: BusType,
        cancellable: Option<&impl IsA<Cancellable>>,
        callback: P,
    );
}
