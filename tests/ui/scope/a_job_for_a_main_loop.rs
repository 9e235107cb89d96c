//! glib 0.22.10: `MainContext::invoke`

use asyncify::asyncify;

pub struct MainContext;

#[asyncify(ext = MainContextAsync)]
impl MainContext {
    pub fn invoke<F>(&self, func: F)
    where
        F: FnOnce() + Send + 'static;
}

fn main() {}
