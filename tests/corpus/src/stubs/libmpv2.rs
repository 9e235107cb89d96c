//! Stands for `libmpv2`.
pub struct Mpv;
impl Mpv {
    pub fn set_wakeup_callback<F: Fn() + Send + 'static>(&mut self, callback: F) {
        callback();
        callback();
    }
}
