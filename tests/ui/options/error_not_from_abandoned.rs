use asyncify::asyncify;
use std::io;

#[asyncify(error = io::Error)]
fn add(callback: impl FnOnce(u8) + Send + 'static) {
    callback(1);
}

#[asyncify(error = io::Error)]
fn read(callback: impl FnOnce(Result<u8, io::Error>) + Send + 'static) {
    callback(Ok(1));
}

fn main() {}
