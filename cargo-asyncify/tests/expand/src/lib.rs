//! One annotated item of each kind, and some that are not.

mod client;
mod deep;
#[path = "elsewhere.rs"]
mod other;
#[cfg(windows)]
mod absent;

use asyncify::asyncify as twin;

#[twin]
pub fn renamed(callback: impl FnOnce(u32) + Send + 'static) {
    callback(1)
}

#[cfg_attr(feature = "twins", inline, asyncify::asyncify(keep))]
pub fn conditional(callback: impl FnOnce(u32) + Send + 'static) {
    callback(2)
}

pub fn plain(callback: impl FnOnce(u32)) {
    callback(3)
}

pub fn outer() {
    #[asyncify::asyncify]
    fn in_a_body(callback: impl FnOnce(u32) + Send + 'static) {
        callback(4)
    }
}

cfg_if::cfg_if! {
    if #[cfg(unix)] {
        #[asyncify::asyncify]
        fn in_a_macro(callback: impl FnOnce(u32) + 'static) {
            callback(8)
        }
    }
}

mod bare {
    pub mod inside {}
}
