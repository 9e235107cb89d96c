//! Macros that write annotated functions where only this crate is known.

pub use asyncify as bridge;

/// Functions that are mirrored.
pub mod api {
    /// Calls back at once.
    pub fn double(n: u8, callback: impl FnOnce(u8) + Send + 'static) {
        callback(n * 2);
    }
}

/// A function that is called back once, by its name and its body.
#[macro_export]
macro_rules! once {
    ($name:ident($callback:ident: $item:ty) $body:block) => {
        #[$crate::bridge::asyncify(crate = $crate::bridge)]
        fn $name($callback: impl FnOnce($item) + Send + 'static) $body
    };
}

/// A function that is called back many times, in the lane of that word.
#[macro_export]
macro_rules! lane {
    ($lane:ident $name:ident($callback:ident: $item:ty) $body:block) => {
        #[$crate::bridge::asyncify($lane, crate = $crate::bridge)]
        fn $name(mut $callback: impl FnMut($item) + Send + 'static) $body
    };
}

/// A mirror of one of the functions of [`api`].
#[macro_export]
macro_rules! mirror {
    ($module:ident::$name:ident) => {
        #[$crate::bridge::asyncify(crate = $crate::bridge, path = $crate::api)]
        mod $module {
            pub(super) fn $name(n: u8, callback: impl FnOnce(u8) + Send + 'static);
        }
    };
}
