//! What tests need that talk to the private servers of `cargo xtask test --all`.

use std::io::Write;

/// Whether the servers run; says so if not, past the test harness, which would keep it.
pub(crate) fn run() -> bool {
    let run = std::env::var_os("ASYNCIFY_SERVERS").is_some();
    if !run {
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let _ = writeln!(
            std::io::stderr(),
            "{test}: skipped, `cargo xtask test --all` runs it"
        );
    }
    run
}
