//! Stands for `fltk`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeoutHandle(pub usize);
pub fn remove_timeout3(handle: TimeoutHandle) {}
pub fn add_timeout3<F: FnMut(TimeoutHandle) + 'static>(tm: f64, cb: F) -> TimeoutHandle {
    let mut cb = cb;
    cb(TimeoutHandle(1));
    TimeoutHandle(1)
}
