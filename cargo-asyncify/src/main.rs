//! `cargo asyncify`

use std::process::ExitCode;
use std::thread;

/// Bytes of stack. Sources are parsed, searched and written by recursion, and a main thread has
/// room for some thousand levels only; what is not used costs nothing.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let program = || cargo_asyncify::run(std::env::args_os());
    let named = thread::Builder::new().name(String::from("cargo-asyncify"));
    match named.stack_size(STACK).spawn(program) {
        Ok(thread) => thread.join().unwrap_or(ExitCode::from(101)),
        Err(_) => program(),
    }
}
