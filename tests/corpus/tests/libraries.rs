//! The same declarations against the libraries themselves: that they compile is the test.
#![allow(
    dead_code,
    missing_docs,
    rust_2018_idioms,
    unreachable_pub,
    clippy::type_complexity,
    reason = "the declarations are those of the libraries"
)]

/// The libraries where the declarations expect the stubs.
mod stubs {
    pub mod curl {
        pub use ::curl::Error;
        pub use ::curl::easy::*;
    }

    pub mod git2 {
        pub use ::git2::cert::Cert;
        pub use ::git2::*;
    }

    pub mod notify {
        pub use ::notify_debouncer_full::notify::*;
    }

    pub mod notify_debouncer_full {
        pub use ::notify_debouncer_full::notify::{Error, RecommendedWatcher};
        pub use ::notify_debouncer_full::*;
    }

    pub mod rusqlite {
        pub use ::rusqlite::backup::Progress;
        pub use ::rusqlite::functions::{Context, FunctionFlags};
        pub use ::rusqlite::*;
    }

    pub mod signal_hook {
        pub use ::signal_hook::iterator;
        pub use std::io::Error;
    }
}

#[path = "../src/entries/curl_handler.rs"]
mod curl_handler;
#[path = "../src/entries/curl_read_function.rs"]
mod curl_read_function;
#[path = "../src/entries/curl_write_function.rs"]
mod curl_write_function;
#[path = "../src/entries/git2_certificate_check.rs"]
mod git2_certificate_check;
#[path = "../src/entries/git2_credentials.rs"]
mod git2_credentials;
#[path = "../src/entries/notify_debouncer_full_new_debouncer.rs"]
mod notify_debouncer_full_new_debouncer;
#[path = "../src/entries/notify_recommended_watcher.rs"]
mod notify_recommended_watcher;
#[path = "../src/entries/rusqlite_backup.rs"]
mod rusqlite_backup;
#[path = "../src/entries/rusqlite_busy_handler.rs"]
mod rusqlite_busy_handler;
#[path = "../src/entries/rusqlite_commit_hook.rs"]
mod rusqlite_commit_hook;
#[path = "../src/entries/rusqlite_create_scalar_function.rs"]
mod rusqlite_create_scalar_function;
#[path = "../src/entries/signal_hook_register.rs"]
mod signal_hook_register;

#[test]
fn a_function_of_sql_is_told_of_its_calls() {
    use futures::{FutureExt, StreamExt};
    use rusqlite_create_scalar_function::FunctionsAsync;
    use stubs::rusqlite::{Connection, FunctionFlags};

    let connection = Connection::open_in_memory().unwrap();
    let calls = connection.create_scalar_function_stream("square", 1, FunctionFlags::default());
    let mut calls = calls.unwrap();
    let square = connection.query_row("SELECT square(7)", (), |row| row.get::<_, i64>(0));
    assert_eq!(square, Ok(49));
    assert_eq!(calls.next().now_or_never(), Some(Some(7)));
}
