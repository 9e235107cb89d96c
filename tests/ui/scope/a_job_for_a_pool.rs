//! threadpool 1.8.1: `ThreadPool::execute`

use asyncify::asyncify;

pub struct ThreadPool;

#[asyncify(ext = ThreadPoolAsync)]
impl ThreadPool {
    pub fn execute<F>(&self, job: F)
    where
        F: FnOnce() + Send + 'static;
}

fn main() {}

// mend: `job: F` -> `#[item] job: F`
//       `pub struct ThreadPool;` -> `pub struct ThreadPool; impl ThreadPool { fn execute(&self, _: impl FnOnce() + Send + 'static) {} }`
// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct ThreadPool;` -> `pub struct ThreadPool; impl ThreadPool { fn done(&self, _: impl FnOnce(u8)) {} }`
