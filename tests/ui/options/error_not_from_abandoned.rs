use asyncify::asyncify;
use std::fmt;

#[asyncify(error = fmt::Error)]
fn add(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(error = fmt::Error)]
fn read(callback: impl FnOnce(Result<u8, fmt::Error>) + Send + 'static) {
    callback(Ok(1));
}

fn main() {}
