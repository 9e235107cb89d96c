//! Several callbacks.

use crate::Error;

pub fn build(data: impl FnMut(u8) + Send + 'static, oops: impl FnMut(Error) + Send + 'static) {
    let _ = (data, oops);
}

pub fn copy(on_progress: impl FnMut(u8) + Send + 'static, done: impl FnOnce(u64) + Send + 'static) {
    let _ = (on_progress, done);
}

pub fn read(line: impl FnMut(String) + 'static, on_end: impl FnOnce() + 'static) {
    let _ = (line, on_end);
}

pub fn either(left: impl FnMut(u8) + 'static, right: impl FnMut(u8) + 'static) {
    let _ = (left, right);
}
