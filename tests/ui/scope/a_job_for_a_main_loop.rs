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

// mend: `func: F` -> `#[item] func: F`
//       `pub struct MainContext;` -> `pub struct MainContext; impl MainContext { fn invoke(&self, _: impl FnOnce() + Send + 'static) {} }`
// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct MainContext;` -> `pub struct MainContext; impl MainContext { fn done(&self, _: impl FnOnce(u8)) {} }`
