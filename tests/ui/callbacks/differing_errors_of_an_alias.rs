use asyncify::asyncify;
use std::io;

#[asyncify]
fn run(
    #[item] callback: impl FnOnce(u8) + Send + 'static,
    #[error] on_error: impl FnOnce(String) + Send + 'static,
) -> io::Result<()> {
    drop(on_error);
    callback(1);
    Ok(())
}

#[asyncify]
fn ask(
    #[item] callback: impl FnOnce(io::Result<u8>) + Send + 'static,
    #[error] on_error: impl FnOnce(String) + Send + 'static,
) {
    drop(on_error);
    callback(Ok(1));
}

#[asyncify]
fn read(
    #[item] mut callback: impl FnMut(u8) + Send + 'static,
    #[error] mut on_error: impl FnMut(&str) + Send + 'static,
    #[end] on_end: impl FnOnce(io::Result<()>) + Send + 'static,
) {
    on_error("");
    callback(1);
    on_end(Ok(()));
}

#[asyncify]
fn check(#[ok_if(|n| n > 0)] callback: impl FnOnce(u8) + Send + 'static) -> io::Result<()> {
    callback(1);
    Ok(())
}

fn main() {
    let _ = async { (run().await, ask().await, read(), check().await) };
}

// mend: `#[asyncify]` -> `#[asyncify(error = Box<dyn std::error::Error + Send + Sync>)]`
