//! The same declarations against libraries that are packages of the system.
#![allow(
    dead_code,
    deprecated,
    missing_docs,
    rust_2018_idioms,
    unreachable_pub,
    clippy::type_complexity,
    reason = "the declarations are those of the libraries"
)]

/// The libraries where the declarations expect the stubs.
mod stubs {
    pub mod gio {
        pub use ::gio::prelude::*;
        pub use ::gio::*;
        pub use ::glib::{self, Priority, SignalHandlerId, Variant};
    }

    pub mod glib {
        pub use ::glib::*;
    }

    pub mod jack {
        pub use ::jack::contrib::ClosureProcessHandler;
        pub use ::jack::*;
    }

    pub mod libpulse {
        pub use ::libpulse_binding::callbacks::ListResult;
        pub use ::libpulse_binding::context::introspect::*;
        pub use ::libpulse_binding::operation::Operation;
        pub use ::libpulse_binding::volume::ChannelVolumes;
    }
}

#[path = "../src/entries/gio_bus_get.rs"]
mod gio_bus_get;
#[path = "../src/entries/gio_connect_changed.rs"]
mod gio_connect_changed;
#[path = "../src/entries/gio_read_async.rs"]
mod gio_read_async;
#[path = "../src/entries/gio_signal_subscribe.rs"]
mod gio_signal_subscribe;
#[path = "../src/entries/glib_timeout_add.rs"]
mod glib_timeout_add;
#[path = "../src/entries/glib_timeout_add_once.rs"]
mod glib_timeout_add_once;
#[path = "../src/entries/jack_process_handler.rs"]
mod jack_process_handler;
#[path = "../src/entries/libpulse_get_sink_info_list.rs"]
mod libpulse_get_sink_info_list;
#[path = "../src/entries/libpulse_set_sink_volume.rs"]
mod libpulse_set_sink_volume;
