//! What tests need that talk to the servers of `cargo xtask test --all`.

use std::io::Write;

/// Whether this server runs; says so if not, past the test harness, which would keep it.
pub(crate) fn is_there(variable: &str) -> bool {
    let is_there = std::env::var_os(variable).is_some();
    if !is_there {
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let _ = writeln!(
            std::io::stderr(),
            "{test}: skipped here; `cargo xtask test --all` runs it beside a server of its own"
        );
    }
    is_there
}
