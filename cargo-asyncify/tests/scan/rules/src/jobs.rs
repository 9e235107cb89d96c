//! What is over when the function returns, or brings nothing.

pub struct Pool;

impl Pool {
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        job();
    }

    pub fn flush(&self, on_done: impl FnOnce() + Send + 'static) {
        on_done();
    }

    pub fn add(&self, f: impl FnOnce() + Send + 'static) {
        f();
    }

    pub fn with<R>(&self, f: impl FnOnce(&Pool) -> R) -> R {
        f(self)
    }

    pub fn configure(&self, f: impl FnOnce(&mut u8) + 'static) {
        f(&mut 0);
    }

    pub fn hold(&self, f: impl FnOnce(&Self) + Send + 'static) {
        f(self);
    }

    pub fn on_idle(&self, f: impl FnOnce(&Pool) + Send + 'static) {
        f(self);
    }

    pub fn change(&self, key: u8, f: impl FnOnce(&mut u8, u8) + Send + 'static) {
        f(&mut 0, key);
    }

    pub fn modify(&self, f: impl FnOnce(&mut u8)) {
        f(&mut 0);
    }

    pub fn set_hook(&self, hook: fn(u8)) {
        hook(0);
    }

    pub async fn waited(&self, f: impl Fn(u8) + 'static) {
        f(0);
    }
}

pub fn for_each(mut f: impl FnMut(u8)) {
    f(0);
}

pub fn visit(f: &mut dyn FnMut(u8) -> bool) {
    f(0);
}
